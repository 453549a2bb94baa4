import { isJsonObject, parseJson } from '../../src/core/json.ts';
import type { Fault, ProxiedRequest, Upstream } from '../../src/verify/fault-proxy.ts';
import { editJson, ignoring, onOperation } from '../../src/verify/faults.ts';
import { challenge } from './judging.ts';

type Page = { items: unknown[]; nextCursor: string | null };

const isPage = (body: unknown): body is Page => isJsonObject(body) && Array.isArray(body.items);

const editItems = (id: string, operation: string, edit: (page: Page) => unknown[]): Fault =>
  editJson(id, onOperation(challenge, operation), (body) => (isPage(body) ? { ...body, items: edit(body) } : body));

const without = (path: string, parameter: string): string => {
  const [base = '', query = ''] = path.split('?');
  const kept = query.split('&').filter((pair) => pair !== '' && !pair.startsWith(`${parameter}=`));
  return kept.length === 0 ? base : `${base}?${kept.join('&')}`;
};

const parameterOf = (path: string, name: string) => new URL(path, 'http://proxy').searchParams.get(name);

/** Leaves out the last item of every page but the last. */
export const dropLast = (operation: string): Fault =>
  editItems('drop-last', operation, ({ items, nextCursor }) => (nextCursor === null ? items : items.slice(0, -1)));

/** Shows the first item of every page but the last twice. */
export const repeatFirst = (operation: string): Fault =>
  editItems('repeat-first', operation, ({ items, nextCursor }) => (nextCursor === null ? items : [items[0], ...items]));

/** Reverses every page. */
export const reversedPages = (operation: string): Fault =>
  editItems('reversed', operation, ({ items }) => [...items].reverse());

/** Always the first page. */
export const ignoreCursor = (operation: string): Fault =>
  ignoring('ignore-cursor', onOperation(challenge, operation), (request) => {
    request.path = without(request.path, 'cursor');
  });

/** Always the default page size. */
export const ignoreLimit = (operation: string): Fault =>
  ignoring('ignore-limit', onOperation(challenge, operation), (request) => {
    request.path = without(request.path, 'limit');
  });

/** Another page size where none is given. */
export const defaultLimitOf = (operation: string, limit: number): Fault =>
  ignoring('default-limit', onOperation(challenge, operation), (request) => {
    if (parameterOf(request.path, 'limit') === null)
      request.path += `${request.path.includes('?') ? '&' : '?'}limit=${limit}`;
  });

const listWhole = async (request: ProxiedRequest, upstream: Upstream): Promise<unknown[]> => {
  const base = request.path.split('?')[0];
  const items: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = `${base}?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const body = parseJson((await upstream({ ...request, path })).body);
    if (!isPage(body)) break;
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
};

const page = (items: unknown[], nextCursor: string | null) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ items, nextCursor }),
});

/** Answers in place of the API wherever the operation is called. */
const instead = (id: string, operation: string, answer: NonNullable<Fault['request']>): Fault => {
  const matches = onOperation(challenge, operation);
  return { id, request: (request, upstream) => (matches(request) ? answer(request, upstream) : undefined) };
};

/** The whole list, where a large page is asked for. */
export const unbounded = (operation: string): Fault =>
  instead('unbounded', operation, async (request, upstream) =>
    Number(parameterOf(request.path, 'limit')) > 100 ? page(await listWhole(request, upstream), null) : undefined,
  );

/** Pages by offset, in descending order of a key: what is added at the head shifts everything. */
export const offsetPaging = (operation: string, keyOf: (item: unknown) => string): Fault =>
  instead('offset', operation, async (request, upstream) => {
    const limit = Number(parameterOf(request.path, 'limit') ?? 20);
    const offset = Number(parameterOf(request.path, 'cursor') ?? 0);
    const whole = (await listWhole(request, upstream)).sort((a, b) => keyOf(b).localeCompare(keyOf(a)));
    const next = offset + limit;
    return page(whole.slice(offset, next), next < whole.length ? String(next) : null);
  });

/** Continues strictly after the time of the last item: what has the same time, to the second, is skipped. */
export const skipTies = (operation: string): Fault =>
  instead('skip-ties', operation, async (request, upstream) => {
    const limit = Number(parameterOf(request.path, 'limit') ?? 20);
    const after = parameterOf(request.path, 'cursor') ?? '';
    const timeOf = (item: unknown) => (isJsonObject(item) ? String(item.createdAt).slice(0, 19) : '');
    const whole = (await listWhole(request, upstream)).sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
    const rest = whole.filter((item) => timeOf(item) > after);
    const items = rest.slice(0, limit);
    return page(items, rest.length > limit ? timeOf(items.at(-1)) : null);
  });

/** Whoever brings a cursor gets the list it was made from. */
export const cursorOpensList = (operation: string): Fault => {
  const matches = onOperation(challenge, operation);
  const owners = new Map<string, string>();
  return {
    id: 'cursor-opens-list',
    request(request) {
      const owner = owners.get(parameterOf(request.path, 'cursor') ?? '');
      if (matches(request) && owner !== undefined) request.headers.authorization = owner;
    },
    response(response, request) {
      const body = parseJson(response.body);
      if (matches(request) && isPage(body) && body.nextCursor)
        owners.set(body.nextCursor, request.headers.authorization ?? '');
    },
  };
};
