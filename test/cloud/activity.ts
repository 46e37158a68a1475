/** What happened in the cloud, by whom, to what. */
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';

export const ACTIVITY_TYPES = [
  { id: 1, name: 'login', description: 'A person signed in' },
  { id: 2, name: 'file_added', description: 'A file was uploaded' },
  { id: 3, name: 'file_revised', description: 'A file got a new revision' },
  { id: 4, name: 'folder_added', description: 'A folder was made' },
  { id: 5, name: 'renamed', description: 'A file or folder was renamed' },
  { id: 6, name: 'moved', description: 'A file or folder was moved' },
  { id: 7, name: 'deleted', description: 'A file or folder was deleted' },
  { id: 8, name: 'restored', description: 'A file or folder came back from the trash' },
  { id: 9, name: 'purged', description: 'A file or folder was deleted for good' },
  { id: 10, name: 'locked', description: 'A file or folder was locked' },
  { id: 11, name: 'unlocked', description: 'A file or folder was unlocked' },
  { id: 12, name: 'shared', description: 'A share link was made' },
  { id: 13, name: 'share_changed', description: 'A share link was changed' },
  { id: 14, name: 'share_removed', description: 'A share link was removed' },
  { id: 15, name: 'share_downloaded', description: 'A shared file was fetched' },
  { id: 16, name: 'rolled_back', description: 'A file went back to an older revision' },
] as const;

export type ActivityName = (typeof ACTIVITY_TYPES)[number]['name'];

export interface ActivityRow {
  readonly id: number;
  readonly type_id: number;
  readonly actor_id: number | null;
  readonly root_id: number | null;
  readonly object_type: string | null;
  readonly object_id: number | null;
  readonly path: string;
  readonly created: number;
}

export interface Happened {
  readonly actorId: number | null;
  readonly rootId?: number;
  readonly objectType?: 'file' | 'folder' | 'root' | 'person';
  readonly objectId?: number;
  readonly path?: string;
}

const TYPE_IDS = new Map<ActivityName, number>(ACTIVITY_TYPES.map((type) => [type.name, type.id]));

export class ActivityLog {
  readonly #clock: Clock;
  readonly #insert;
  readonly #byActor;
  readonly #actorTotal;
  readonly #all;
  readonly #total;
  readonly #one;

  constructor(db: Database, clock: Clock) {
    this.#clock = clock;
    this.#insert = db.prepare<[number, number | null, number | null, string | null, number | null, string, number]>(
      'INSERT INTO activity (type_id, actor_id, root_id, object_type, object_id, path, created) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#byActor = db.prepare<[number, number, number], ActivityRow>(
      'SELECT * FROM activity WHERE actor_id = ? ORDER BY id DESC LIMIT ? OFFSET ?',
    );
    this.#actorTotal = db.prepare<[number], { n: number }>('SELECT COUNT(*) AS n FROM activity WHERE actor_id = ?');
    this.#all = db.prepare<[number, number], ActivityRow>('SELECT * FROM activity ORDER BY id DESC LIMIT ? OFFSET ?');
    this.#total = db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM activity');
    this.#one = db.prepare<[number], ActivityRow>('SELECT * FROM activity WHERE id = ?');
  }

  record(name: ActivityName, what: Happened): void {
    this.#insert.run(
      TYPE_IDS.get(name) ?? 0,
      what.actorId,
      what.rootId ?? null,
      what.objectType ?? null,
      what.objectId ?? null,
      what.path ?? '',
      this.#clock.now(),
    );
  }

  /** Newest first; one person's, or everybody's. */
  page(actorId: number | undefined, limit: number, offset: number): { rows: ActivityRow[]; total: number } {
    if (actorId === undefined) return { rows: this.#all.all(limit, offset), total: this.#total.get()?.n ?? 0 };
    return { rows: this.#byActor.all(actorId, limit, offset), total: this.#actorTotal.get(actorId)?.n ?? 0 };
  }

  one(id: number): ActivityRow | undefined {
    return this.#one.get(id);
  }
}
