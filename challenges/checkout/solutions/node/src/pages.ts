import { invalidParameter, notFound } from './problems.ts';

export type PageQuery = { limit: number; cursor?: string };
export type Page<T> = { items: T[]; nextCursor: string | null };

/** A place in a list ordered by (created_at, id), which no two rows share. */
export type Position = { createdAt: Date; id: string };

/** Before and after everything: where a walk in rising or falling order begins. */
export const first: Position = { createdAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' };
export const last: Position = {
  createdAt: new Date('9999-12-31T23:59:59.999Z'),
  id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** The id from a path; one that is no UUID cannot exist, so it is 404. */
export const idOf = (what: string, id: string): string => {
  if (!isUuid(id)) throw notFound(what);
  return id;
};

const encode = (list: string, { createdAt, id }: Position) =>
  Buffer.from(JSON.stringify([list, createdAt.getTime(), id])).toString('base64url');

const decode = (list: string, cursor: string): Position => {
  try {
    const [name, time, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const inRange = Number.isInteger(time) && time >= first.createdAt.getTime() && time <= last.createdAt.getTime();
    if (name === list && inRange && isUuid(id)) return { createdAt: new Date(time), id };
  } catch {
    // not JSON: refused below
  }
  throw invalidParameter('cursor', 'is not a cursor of this list');
};

/**
 * Reads one page. A cursor belongs to the list named, filters included. `read` gets one row more than the page has, so
 * that the last page is known without another query.
 */
export const pageOf = async <Row extends Position, T>(
  list: string,
  { limit, cursor }: PageQuery,
  start: Position,
  read: (after: Position, rows: number) => Promise<Row[]>,
  present: (row: Row) => T,
): Promise<Page<T>> => {
  const rows = await read(cursor === undefined ? start : decode(list, cursor), limit + 1);
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  return { items: shown.map(present), nextCursor: end && rows.length > limit ? encode(list, end) : null };
};
