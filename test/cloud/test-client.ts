/** A plain HTTPS client for tests of the stand-in: signs in, calls rows of the endpoint table, gives status and body. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Agent, FormData, request } from 'undici';
import { encodeFields, type FieldValue, fillPath, type PathParams } from '../../shared/api/endpoint.ts';
import { type EndpointKey, endpoints } from '../../shared/api/endpoints.ts';
import type { CloudPerson, RunningCloud } from './cloud.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

export interface CallOptions {
  readonly fields?: Readonly<Record<string, FieldValue>>;
  readonly headers?: Readonly<Record<string, string>>;
}

function asJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

export class TestClient {
  readonly #cloud: RunningCloud;
  readonly #agent: Agent;
  accessToken = '';
  refreshToken = '';

  constructor(cloud: RunningCloud) {
    this.#cloud = cloud;
    this.#agent = new Agent({ connect: { ca: cloud.caPem }, connections: 8, keepAliveTimeout: 10_000 });
  }

  /** Any request; a path of this cloud. */
  async send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD',
    path: string,
    options: { headers?: Record<string, string>; body?: string | Uint8Array | FormData } = {},
  ): Promise<Answered> {
    const authorization = this.accessToken === '' ? {} : { authorization: `Bearer ${this.accessToken}` };
    const { statusCode, headers, body } = await request(`${this.#cloud.url}${path}`, {
      method,
      headers: { ...authorization, ...options.headers },
      dispatcher: this.#agent,
      ...(options.body === undefined ? {} : { body: options.body }),
    });
    const bytes = Buffer.from(await body.arrayBuffer());
    return { status: statusCode, headers, bytes, json: asJson(bytes) };
  }

  /** Sends a body piece by piece; the test may break it off. */
  async sendStream(path: string, headers: Record<string, string>, body: ReadableStream<Uint8Array>): Promise<number> {
    const answer = await request(`${this.#cloud.url}${path}`, {
      method: 'POST',
      headers,
      body: Readable.fromWeb(body),
      dispatcher: this.#agent,
    });
    await answer.body.dump();
    return answer.statusCode;
  }

  /** Calls a row of the table: fields go where the verb wants them. */
  call(key: EndpointKey, params: PathParams = {}, options: CallOptions = {}): Promise<Answered> {
    const { verb, path } = endpoints[key];
    const encoded = encodeFields(options.fields ?? {});
    const target = fillPath(path, params);
    if (verb === 'GET')
      return this.send(verb, encoded === '' ? target : `${target}?${encoded}`, { headers: { ...options.headers } });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...options.headers };
    return this.send(verb, target, { headers, body: encoded });
  }

  /** Uploads into a folder, or into the top of the root (0). */
  upload(
    rootId: number,
    folderId: number,
    name: string,
    content: string | Uint8Array<ArrayBuffer>,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const form = new FormData();
    form.set('file', new Blob([content]), name);
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    const key = folderId === 0 ? 'uploadToRoot' : 'uploadToFolder';
    return this.send('POST', fillPath(endpoints[key].path, { root: rootId, folder: folderId }), { body: form });
  }

  async signIn(person: CloudPerson): Promise<Answered> {
    const answer = await this.call('token', {}, { fields: passwordGrant(person) });
    this.#keep(answer);
    return answer;
  }

  async refresh(): Promise<Answered> {
    const fields = { grant_type: 'refresh_token', client_id: 'anchor', refresh_token: this.refreshToken };
    const answer = await this.call('token', {}, { fields });
    this.#keep(answer);
    return answer;
  }

  #keep(answer: Answered): void {
    if (answer.status !== 200) return;
    const token = endpoints.token.answer.parse(answer.json);
    this.accessToken = token.access_token;
    this.refreshToken = token.refresh_token ?? '';
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

export function passwordGrant(person: CloudPerson): Record<string, FieldValue> {
  return {
    grant_type: 'password',
    client_id: 'anchor',
    username: person.email,
    password: person.password,
    auth_code: person.code,
    guid: '',
    dns_name: 'test',
    os_type: 'linux',
    os_version: '1',
  };
}
