/**
 * SQLite in memory for simulated computers: real databases and statements, without files. When a process dies, what is
 * committed is what its next life begins with, and what the dead one would still write reaches nobody.
 */
import Database from 'better-sqlite3';
import type { Connect, Db } from '../../main/journal/database.ts';

type Statement = Database.Statement<unknown[]>;
type Values = readonly unknown[];

/** A database that outlives the processes that use it, and with its prepared statements even the history it is in. */
class Kept {
  readonly db: Db;
  readonly #statements = new Map<string, Statement>();

  constructor(image?: Buffer) {
    this.db = new Database(image ?? ':memory:');
  }

  statement(sql: string, plucked: boolean): Statement {
    const key = plucked ? `pluck ${sql}` : sql;
    const known = this.#statements.get(key);
    if (known !== undefined) return known;
    const statement = this.db.prepare<unknown[]>(sql);
    if (plucked) statement.pluck();
    this.#statements.set(key, statement);
    return statement;
  }

  /** As if it had just been made; its tables stay. */
  empty(): void {
    const tables = this.db.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
    this.db.transaction(() => {
      for (const table of tables) this.statement(`DELETE FROM "${table}"`, false).run();
    })();
  }
}

/** Emptied databases for new computers, by the end of their file's name: those of a kind have the same tables. */
const spare = new Map<string, Kept[]>();
const kindOf = (file: string): string => (file.endsWith('home.db') ? 'home' : 'link');
const MOST_SPARE = 8;

/** What one life of a process may do with a database. */
class Life {
  isOver = false;
  readonly #onCommit: () => void;

  constructor(onCommit: () => void) {
    this.#onCommit = onCommit;
  }

  beforeWrite(db: Db): void {
    if (!db.inTransaction) this.#onCommit();
  }
}

const NOTHING: Database.RunResult = { changes: 0, lastInsertRowid: 0 };

/** Prepared when it is first needed: of the hundred statements of a journal, a short life needs a few. */
class LateStatement {
  readonly #kept: Kept;
  readonly #life: Life;
  readonly #sql: string;
  readonly #plucked: boolean;
  #statement: Statement | undefined;

  constructor(kept: Kept, life: Life, sql: string, plucked = false) {
    this.#kept = kept;
    this.#life = life;
    this.#sql = sql;
    this.#plucked = plucked;
  }

  get #real(): Statement {
    this.#statement ??= this.#kept.statement(this.#sql, this.#plucked);
    return this.#statement;
  }

  get(...values: Values): unknown {
    return this.#real.get(...values);
  }

  all(...values: Values): unknown[] {
    return this.#real.all(...values);
  }

  run(...values: Values): Database.RunResult {
    this.#life.beforeWrite(this.#kept.db);
    return this.#life.isOver ? NOTHING : this.#real.run(...values);
  }

  pluck(): LateStatement {
    return new LateStatement(this.#kept, this.#life, this.#sql, true);
  }
}

function connection(kept: Kept, life: Life): object {
  const { db } = kept;
  return {
    get inTransaction() {
      return db.inTransaction;
    },
    prepare: (sql: string) => new LateStatement(kept, life, sql),
    // Nothing here is ever cut off in the middle, so how SQLite writes to files, and whether it did, is of no concern.
    pragma: (sql: string, options?: Database.PragmaOptions) => {
      if (sql.startsWith('user_version')) return db.pragma(sql, options);
      return sql.startsWith('quick_check') ? 'ok' : undefined;
    },
    exec: (sql: string) => db.exec(sql),
    // Statements outlive a life, and so do the functions they call.
    function: (name: string, options: Database.RegistrationOptions, run: (...values: unknown[]) => unknown) =>
      db.function(name, options, run),
    transaction: (work: (...values: unknown[]) => unknown) => {
      const real = db.transaction(work);
      return (...values: unknown[]): unknown => {
        life.beforeWrite(db);
        return real(...values);
      };
    },
    close: () => undefined,
  };
}

export type Images = ReadonlyMap<string, Buffer>;

/** The databases of one computer. */
export class SimDatabases {
  #files = new Map<string, Kept>();
  readonly #left: [string, Kept][] = [];
  #life: Life | undefined;

  /**
   * Connects a new life of the process; the life before is over.
   *
   * @param onCommit called right before anything is committed
   */
  begin(onCommit: () => void): Connect {
    this.die();
    const life = new Life(onCommit);
    this.#life = life;
    return (file) => {
      const kept = this.#files.get(file) ?? spare.get(kindOf(file))?.pop() ?? new Kept();
      this.#files.set(file, kept);
      return connection(kept, life) as Db;
    };
  }

  /** From here on the running life changes nothing any more. */
  die(): void {
    if (this.#life !== undefined) this.#life.isOver = true;
    this.#life = undefined;
  }

  /** What is committed now. */
  images(): Images {
    return new Map([...this.#files].map(([file, { db }]) => [file, db.serialize()]));
  }

  /** Goes back to what was committed then. */
  backTo(images: Images): void {
    // The dead one may be in the middle of something; nobody takes its database away before the end.
    for (const [file, kept] of this.#files) this.#left.push([file, kept]);
    this.#files = new Map([...images].map(([file, image]) => [file, new Kept(image)]));
  }

  end(): void {
    this.die();
    for (const [file, kept] of [...this.#files, ...this.#left.splice(0)]) {
      const others = spare.get(kindOf(file)) ?? [];
      spare.set(kindOf(file), others);
      if (others.length < MOST_SPARE) {
        kept.empty();
        others.push(kept);
      } else kept.db.close();
    }
    this.#files.clear();
  }
}
