/** Who lives in the cloud: the organization, its people and their roots, and the team shares with each one's rights. */
import { createHmac } from 'node:crypto';
import type { CloudPolicy } from '../../shared/api/people.ts';
import type { Database } from './database.ts';
import { errors } from './errors.ts';

export interface PersonRow {
  readonly id: number;
  readonly organization_id: number;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly root_id: number;
  readonly quota: number;
  readonly code: string | null;
  readonly admin: number;
  readonly can_share: number;
  readonly failures: number;
  readonly locked_until: number;
}

export type Right = 'read' | 'write' | 'delete';

export interface AccessRow {
  readonly root_id: number;
  readonly person_id: number;
  readonly can_read: number;
  readonly can_write: number;
  readonly can_delete: number;
  readonly withdrawn: number;
}

export interface OrganizationRow {
  readonly id: number;
  readonly name: string;
  readonly policy: string;
  readonly quota: number;
  readonly created: number;
}

const DEFAULT_POLICY: CloudPolicy = {
  excluded_extensions: '.tmp,.pst',
  locked_extensions: '.docx,.xlsx',
  max_file_size: 10_240,
  user_lock_files: true,
  user_create_shares: true,
  user_overwrite_collisions: true,
  user_rollback: true,
  secure_shares: false,
  require_two_step_auth: false,
  file_server_enabled: true,
  backups_enabled: true,
  user_create_backups: true,
  user_purge_deleted: true,
  purge_deleted: true,
  purge_deleted_frequency: 90,
  space_quota: 500 * 1024 ** 3,
  webdav_enabled: false,
  web_preview_enabled: true,
  api_ratelimit: 6000,
  api_ratelimit_enabled: false,
};

const NAMES = [
  ['Anna', 'Schmidt'],
  ['Bernd', 'Müller'],
  ['Clara', 'Weiß'],
  ['Dilek', 'Yılmaz'],
  ['Emil', 'Krüger'],
  ['Franziska', 'Groß'],
  ['Georg', 'Hübner'],
  ['Hanna', 'Lindström'],
] as const;
const GB = 1024 ** 3;

function ascii(name: string): string {
  const plain = name.replaceAll('ß', 'ss').replaceAll('ı', 'i').replaceAll('ü', 'ue').replaceAll('ö', 'oe');
  return plain
    .replaceAll('ä', 'ae')
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();
}

function prepare(db: Database) {
  return {
    meta: db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?'),
    setMeta: db.prepare<[string, string]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)'),
    byEmail: db.prepare<[string], PersonRow>('SELECT * FROM people WHERE email = ?'),
    byId: db.prepare<[number], PersonRow>('SELECT * FROM people WHERE id = ?'),
    all: db.prepare<[], PersonRow>('SELECT * FROM people ORDER BY id'),
    add: db.prepare<[number, number, string, string, string, number, number, string | null, number]>(
      'INSERT INTO people (id, organization_id, email, first_name, last_name, root_id, quota, code, admin, can_share) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)',
    ),
    addRoot: db.prepare<[number, number, number | null, string, string]>(
      'INSERT INTO roots (id, organization_id, owner_id, name, root_type, version, tree_version) VALUES (?, ?, ?, ?, ?, 0, 0)',
    ),
    topRoot: db.prepare<[], { n: number }>('SELECT COALESCE(MAX(id), 0) AS n FROM roots'),
    setAccess: db.prepare<[number, number, number, number, number]>(
      'INSERT OR REPLACE INTO access (root_id, person_id, can_read, can_write, can_delete) VALUES (?, ?, ?, ?, ?)',
    ),
    withdraw: db.prepare<[number, number, number]>(
      'UPDATE access SET withdrawn = ? WHERE root_id = ? AND person_id = ?',
    ),
    access: db.prepare<[number, number], AccessRow>('SELECT * FROM access WHERE root_id = ? AND person_id = ?'),
    accessOfRoot: db.prepare<[number], AccessRow>('SELECT * FROM access WHERE root_id = ? AND withdrawn = 0'),
    accessOfPerson: db.prepare<[number], AccessRow>(
      'SELECT access.* FROM access JOIN roots ON roots.id = root_id WHERE person_id = ? AND withdrawn = 0 AND can_read = 1 ORDER BY root_id',
    ),
    addOrganization: db.prepare<[number, string, string, number, number]>(
      'INSERT INTO organizations (id, name, policy, quota, created) VALUES (?, ?, ?, ?, ?)',
    ),
    organization: db.prepare<[number], OrganizationRow>('SELECT * FROM organizations WHERE id = ?'),
    setPolicy: db.prepare<[string, number]>('UPDATE organizations SET policy = ? WHERE id = ?'),
    setQuota: db.prepare<[number, number]>('UPDATE people SET quota = ? WHERE id = ?'),
    setCanShare: db.prepare<[number, number]>('UPDATE people SET can_share = ? WHERE id = ?'),
    setFailures: db.prepare<[number, number, number]>('UPDATE people SET failures = ?, locked_until = ? WHERE id = ?'),
    rootsOfType: db.prepare<[string], { id: number; name: string }>(
      'SELECT id, name FROM roots WHERE root_type = ? ORDER BY id',
    ),
  };
}

export class People {
  readonly organizationId = 1;
  readonly #sql: ReturnType<typeof prepare>;
  readonly #secret: string;
  /** Read for every request, changed hardly ever: a query each would be a tenth of a small upload. */
  readonly #known = new Map<number, PersonRow | undefined>();
  readonly #rights = new Map<string, AccessRow | undefined>();
  #policy: CloudPolicy;

  /** Fills an empty database with `count` people (at least 2); a database that has people keeps them, and its seed. */
  constructor(database: Database, seed: number, count: number) {
    this.#sql = prepare(database);
    const known = this.#sql.meta.get('seed');
    this.#secret = `leitz-cloud-stand-in ${known?.value ?? seed}`;
    if (known === undefined) database.transaction(() => this.#settle(seed, Math.max(2, count)))();
    this.#policy = JSON.parse(this.organization(this.organizationId).policy) as CloudPolicy;
  }

  #settle(seed: number, count: number): void {
    this.#sql.setMeta.run('seed', String(seed));
    this.#sql.addOrganization.run(
      this.organizationId,
      'Musterfirma GmbH',
      JSON.stringify(DEFAULT_POLICY),
      500 * GB,
      Date.now(),
    );
    for (let index = 0; index < count; index++) this.#addPerson(index, count);
    const team = this.addRoot('Team Vertrieb', 'share', null);
    const management = this.addRoot('Geschäftsführung', 'share', null);
    this.addRoot('Sicherung SRV-DATEN', 'backup', null);
    // The first person may do everything everywhere, the second only read the second share, the others may write but not delete.
    this.all().forEach((person, index) => {
      this.grant(team, person.id, ['read', 'write', ...(index < 2 ? (['delete'] as const) : [])]);
      if (index < 2) this.grant(management, person.id, index === 0 ? ['read', 'write', 'delete'] : ['read']);
    });
  }

  #addPerson(index: number, count: number): void {
    const id = index + 1;
    const [first, last] = NAMES[index] ?? ['Person', `Nummer ${id}`];
    const email = `${NAMES[index] === undefined ? `person${id}` : `${ascii(first)}.${ascii(last)}`}@musterfirma.example`;
    const rootId = this.addRoot(`${first} ${last}`, 'sync', id);
    // One of them has two-step verification, if there are enough people for the others to stay simple.
    const code = index === count - 1 && count >= 3 ? this.#digits(`code ${email}`, 6) : null;
    this.#sql.add.run(id, this.organizationId, email, first, last, rootId, 50 * GB, code, index === 0 ? 1 : 0);
    this.grant(rootId, id, ['read', 'write', 'delete']);
  }

  #digits(what: string, count: number): string {
    const digest = createHmac('sha256', this.#secret).update(what).digest();
    return String(digest.readUInt32BE(0) % 10 ** count).padStart(count, '0');
  }

  /** Follows from the seed, so that it need not be stored. */
  passwordOf(person: PersonRow): string {
    return `Sommer-${person.first_name.length}${this.#digits(`password ${person.email}`, 6)}`;
  }

  /** The two-step code that a person has to give: one has set it up, all others have to where the policy asks for it. */
  codeOf(person: PersonRow): string | null {
    if (person.code !== null || this.#policy.require_two_step_auth !== true) return person.code;
    return this.#digits(`code ${person.email}`, 6);
  }

  addRoot(name: string, type: 'sync' | 'share' | 'backup', ownerId: number | null): number {
    const id = (this.#sql.topRoot.get()?.n ?? 0) + 1;
    this.#sql.addRoot.run(id, this.organizationId, ownerId, name, type);
    return id;
  }

  grant(rootId: number, personId: number, rights: readonly Right[]): void {
    const has = (right: Right) => (rights.includes(right) ? 1 : 0);
    this.#sql.setAccess.run(rootId, personId, has('read'), has('write'), has('delete'));
    this.#rights.clear();
  }

  /** Takes a person's access to a root away, or gives it back as it was. */
  withdraw(rootId: number, personId: number, withdrawn: boolean): void {
    this.#sql.withdraw.run(withdrawn ? 1 : 0, rootId, personId);
    this.#rights.clear();
  }

  /** Throws 403 where the person may not. The root must exist. */
  need(person: PersonRow, rootId: number, right: Right): void {
    const access = this.access(rootId, person.id);
    const allowed = access !== undefined && access[`can_${right}`] === 1;
    if (!allowed) throw errors.forbidden();
  }

  access(rootId: number, personId: number): AccessRow | undefined {
    const key = `${rootId} ${personId}`;
    if (!this.#rights.has(key)) this.#rights.set(key, this.#sql.access.get(rootId, personId));
    const access = this.#rights.get(key);
    return access === undefined || access.withdrawn === 1 || access.can_read === 0 ? undefined : access;
  }

  rootsOf(personId: number): number[] {
    return this.#sql.accessOfPerson.all(personId).map((access) => access.root_id);
  }

  accessOfRoot(rootId: number): AccessRow[] {
    return this.#sql.accessOfRoot.all(rootId);
  }

  teamShares(): { id: number; name: string }[] {
    return this.#sql.rootsOfType.all('share');
  }

  backupRoots(): { id: number; name: string }[] {
    return this.#sql.rootsOfType.all('backup');
  }

  all(): PersonRow[] {
    return this.#sql.all.all();
  }

  byEmail(email: string): PersonRow | undefined {
    return this.#sql.byEmail.get(email.trim().toLowerCase());
  }

  byId(id: number): PersonRow | undefined {
    if (!this.#known.has(id)) this.#known.set(id, this.#sql.byId.get(id));
    return this.#known.get(id);
  }

  organization(id: number): OrganizationRow {
    const row = this.#sql.organization.get(id);
    if (row === undefined) throw errors.notFound();
    return row;
  }

  get policy(): CloudPolicy {
    return this.#policy;
  }

  setPolicy(change: CloudPolicy): void {
    this.#policy = { ...this.#policy, ...change };
    this.#sql.setPolicy.run(JSON.stringify(this.#policy), this.organizationId);
  }

  setQuota(personId: number, bytes: number): void {
    this.#sql.setQuota.run(bytes, personId);
    this.#known.clear();
  }

  setCanShare(personId: number, can: boolean): void {
    this.#sql.setCanShare.run(can ? 1 : 0, personId);
    this.#known.clear();
  }

  setFailures(personId: number, failures: number, lockedUntil: number): void {
    this.#sql.setFailures.run(failures, lockedUntil, personId);
    this.#known.clear();
  }
}

export function displayName(person: PersonRow): string {
  return `${person.first_name} ${person.last_name}`;
}
