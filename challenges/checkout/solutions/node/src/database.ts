import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const connections = 10;
const queryTimeoutMs = 3_000;
const connectTimeoutMs = 2_000;
// Any number, the same in every process: only one of them migrates at a time.
const migrationLock = 7_205_759;

// Amounts, stocks and versions are bigint, and far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type Sql = {
  /** Runs one statement; the text must be a constant, it is prepared once per connection. */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
};

export type Database = Sql & {
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  migrate(): Promise<void>;
  /** Throws DatabaseUnavailable while it cannot be reached or is not migrated. */
  assertReady(): Promise<void>;
  close(): Promise<void>;
};

/** The database cannot be reached, is overloaded or not migrated yet; trying again later may help. */
export class DatabaseUnavailable extends Error {}

// Connection lost (08), out of resources (53), shutting down or timed out (57), a table is missing (42P01).
const isTransient = (error: unknown) =>
  !(error instanceof pg.DatabaseError) || /^(08|53|57|42P01)/.test(error.code ?? '');

const translated = (error: unknown) =>
  isTransient(error) ? new DatabaseUnavailable('the database did not answer', { cause: error }) : error;

const statementNames = new Map<string, string>();
const statementName = (text: string) => {
  const name = statementNames.get(text) ?? `s${statementNames.size}`;
  statementNames.set(text, name);
  return name;
};

const sqlOf = (client: pg.Pool | pg.PoolClient): Sql => ({
  async query<Row>(text: string, values: unknown[] = []) {
    try {
      const result = await client.query({ name: statementName(text), text, values });
      return result.rows as Row[];
    } catch (error) {
      throw translated(error);
    }
  },
});

const transaction = async <T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> => {
  const client = await pool.connect().catch((error) => {
    throw translated(error);
  });
  let broken = false;
  try {
    const sql = sqlOf(client);
    await sql.query('begin');
    const result = await work(sql);
    await sql.query('commit');
    return result;
  } catch (error) {
    broken = error instanceof DatabaseUnavailable;
    if (!broken) await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
};

const migrate = async (pool: pg.Pool): Promise<void> => {
  const directory = new URL('../migrations/', import.meta.url);
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query(
      'create table if not exists migrations (file text primary key, applied_at timestamptz default now())',
    );
    const { rows } = await client.query<{ file: string }>('select file from migrations');
    const applied = new Set(rows.map((row) => row.file));
    for (const file of files.filter((file) => !applied.has(file))) {
      await client.query(await readFile(new URL(file, directory), 'utf8'));
      await client.query('insert into migrations (file) values ($1)', [file]);
    }
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
};

export const openDatabase = (url: string): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    statement_timeout: queryTimeoutMs,
    idle_in_transaction_session_timeout: 2 * queryTimeoutMs,
    keepAlive: true,
  });
  // An idle connection was lost: the pool replaces it, and whoever needs the next one hears of it.
  pool.on('error', () => {});
  const sql = sqlOf(pool);
  let isMigrated = false;
  return {
    ...sql,
    transaction: (work) => transaction(pool, work),
    async migrate() {
      await migrate(pool);
      isMigrated = true;
    },
    async assertReady() {
      if (!isMigrated) throw new DatabaseUnavailable('migrations are not applied');
      await sql.query('select 1');
    },
    close: () => pool.end(),
  };
};
