/** Somebody else at the demo's cloud: the few calls that `npm run demo:cloud` needs, with the API's own table. */
import { readFileSync } from 'node:fs';
import { Agent, FormData, fetch } from 'undici';
import type * as z from 'zod';
import { type Endpoint, encodeFields, type FieldValue, fillPath, type PathParams } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { DemoFacts } from './places.ts';

export interface Found {
  readonly kind: 'file' | 'folder';
  readonly id: number;
  readonly name: string;
}

export class Web {
  readonly #facts: DemoFacts;
  readonly #agent: Agent;
  #token = '';

  constructor(facts: DemoFacts) {
    this.#facts = facts;
    this.#agent = new Agent({ connect: { ca: readFileSync(facts.ca, 'utf8') } });
  }

  async signIn(): Promise<void> {
    const { email, password } = this.#facts;
    const given = {
      grant_type: 'password',
      client_id: 'anchor',
      username: email,
      password,
      guid: '',
      dns_name: 'demo',
    };
    this.#token = (await this.#call(endpoints.token, {}, encodeFields(given))).access_token;
  }

  /** Live children of a folder; 0 is the root itself. */
  async list(folder: number): Promise<readonly Found[]> {
    const root = this.#facts.rootId;
    const asked = { include_children: true };
    const answer =
      folder === 0
        ? await this.#call(endpoints.root, { root }, undefined, asked)
        : await this.#call(endpoints.folder, { root, folder }, undefined, asked);
    return (answer.children ?? []).map((child) => ({
      kind: child.type,
      id: child.id,
      name: child.path.slice(child.path.lastIndexOf('/') + 1),
    }));
  }

  async makeFolder(parent: number, name: string): Promise<number> {
    const root = this.#facts.rootId;
    const body = encodeFields({ name });
    return parent === 0
      ? (await this.#call(endpoints.createInRoot, { root }, body)).id
      : (await this.#call(endpoints.createInFolder, { root, folder: parent }, body)).id;
  }

  async write(parent: number, name: string, content: string | Uint8Array<ArrayBuffer>): Promise<void> {
    const root = this.#facts.rootId;
    const form = new FormData();
    form.set('file', new Blob([content]), name);
    if (parent === 0) await this.#call(endpoints.uploadToRoot, { root }, form);
    else await this.#call(endpoints.uploadToFolder, { root, folder: parent }, form);
  }

  async delete(found: Found): Promise<void> {
    const root = this.#facts.rootId;
    if (found.kind === 'file') await this.#call(endpoints.deleteFile, { root, file: found.id }, '');
    else await this.#call(endpoints.deleteFolder, { root, folder: found.id }, '');
  }

  async rename(found: Found, name: string): Promise<void> {
    const root = this.#facts.rootId;
    const body = encodeFields({ name });
    if (found.kind === 'file') await this.#call(endpoints.renameFile, { root, file: found.id }, body);
    else await this.#call(endpoints.renameFolder, { root, folder: found.id }, body);
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  async #call<S extends z.ZodType>(
    endpoint: Endpoint<S>,
    params: PathParams,
    body?: string | FormData,
    asked: Readonly<Record<string, FieldValue>> = {},
  ): Promise<z.output<S>> {
    const query = encodeFields(asked);
    const address = `${this.#facts.url}${fillPath(endpoint.path, params)}${query === '' ? '' : `?${query}`}`;
    const answer = await fetch(address, {
      method: endpoint.verb,
      dispatcher: this.#agent,
      headers: {
        ...(endpoint.signIn ? { authorization: `Bearer ${this.#token}` } : {}),
        ...(typeof body === 'string' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The cloud answered ${answer.status}: ${text}`);
    return endpoint.answer.parse(JSON.parse(text));
  }
}
