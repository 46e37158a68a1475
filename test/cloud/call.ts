/** One request on its way through a handler. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EndpointKey } from '../../shared/api/endpoints.ts';
import type { Core } from './core.ts';
import { errors } from './errors.ts';
import type { Fields, RawFields } from './fields.ts';
import type { PersonRow, Right } from './people.ts';
import type { Tokens } from './tokens.ts';
import type { FileRow, FolderRow } from './tree.ts';

export interface Services {
  readonly core: Core;
  readonly tokens: Tokens;
  /** `https://127.0.0.1:PORT`, known once it listens. */
  baseUrl(): string;
}

const ID = /^\d{1,15}$/;

export class Call {
  readonly services: Services;
  readonly core: Core;
  readonly key: EndpointKey;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly fields: Fields;
  readonly #person: PersonRow | undefined;

  constructor(
    services: Services,
    key: EndpointKey,
    request: FastifyRequest,
    reply: FastifyReply,
    fields: Fields,
    person: PersonRow | undefined,
  ) {
    this.services = services;
    this.core = services.core;
    this.key = key;
    this.request = request;
    this.reply = reply;
    this.fields = fields;
    this.#person = person;
  }

  get person(): PersonRow {
    if (this.#person === undefined) throw errors.accessDenied();
    return this.#person;
  }

  /** What stands at a place of the path. */
  place(name: string): string {
    return String((this.request.params as RawFields)[name] ?? '');
  }

  /** The id at a place of the path; 404 for anything that is no id. */
  id(place: string): number {
    const value = this.place(place);
    if (!ID.test(value)) throw errors.notFound();
    return Number(value);
  }

  /** The root of the path, which must exist (404) and grant the right (403). */
  root(right: Right): number {
    const rootId = this.id('root');
    this.core.tree.requireRoot(rootId);
    this.core.people.need(this.person, rootId, right);
    return rootId;
  }

  /** The file of the path, deleted or not. */
  file(right: Right): FileRow {
    return this.core.tree.file(this.root(right), this.id('file'));
  }

  folder(right: Right): FolderRow {
    return this.core.tree.folder(this.root(right), this.id('folder'));
  }

  liveFile(right: Right): FileRow {
    return this.core.tree.live(this.file(right));
  }

  liveFolder(right: Right): FolderRow {
    return this.core.tree.live(this.folder(right));
  }
}

/** Gives the JSON answer, or has answered through `call.reply`. */
export type Handler = (call: Call) => unknown;
export type Handlers<K extends EndpointKey> = Readonly<Record<K, Handler>>;

export const OK = { status: 'ok' } as const;
