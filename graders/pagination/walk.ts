import type { Api, Caller, Challenge, Exchange, Instance, Pagination, Resource } from '../../src/index.ts';
import {
  CheckFailure,
  expectThat,
  findingOf,
  jsonOf,
  operationOf,
  requireSuccess,
  resourcesWith,
  valueAt,
} from '../../src/index.ts';

/** A resource whose list is paginated, and whose instances can be made. */
export type PagedResource = Resource & { pagination: Pagination };

/** The paginated resources of the challenge. */
export const pagedResources = (challenge: Challenge): PagedResource[] =>
  resourcesWith(challenge, 'create', 'list').filter(
    (resource): resource is PagedResource => resource.pagination !== undefined,
  );

/** The rule of all pagination checks that is known before the run. */
export const paginates = (challenge: Challenge): string | undefined =>
  pagedResources(challenge).length > 0 ? undefined : 'no list of this level is paginated';

export type Page = { items: unknown[]; next: unknown; exchange: Exchange };

const itemsRemedy = (pagination: Pagination) => `Answer a page with its items as an array at \`${pagination.items}\`.`;

/**
 * Fetches one page.
 * @throws CheckBlocked when it is not answered with success, CheckFailure when it has no array of items
 */
export const fetchPage = async (
  api: Api,
  resource: PagedResource,
  as: Caller,
  query: Record<string, string | number | undefined>,
): Promise<Page> => {
  const exchange = await api.call(operationOf(resource, 'list'), { as, query });
  requireSuccess(exchange, `listing ${resource.name} instances`);
  const body = jsonOf(exchange);
  const items = valueAt(body, resource.pagination.items);
  if (!Array.isArray(items)) {
    const message = `The page has no array at \`${resource.pagination.items}\`.`;
    throw new CheckFailure(
      findingOf(exchange, { message, expected: 'an array of items', remedy: itemsRemedy(resource.pagination) }),
    );
  }
  return { items, next: valueAt(body, resource.pagination.next), exchange };
};

/** Whether a page says that it is the last one. */
export const isLast = (page: Page): boolean => page.next === null || page.next === undefined || page.next === '';

/** Far more pages than any list of ours has: whoever gets here goes round in circles. */
const maxPages = 500;

export type Walk = { ids: string[]; pages: Page[] };

/**
 * Walks a list from its beginning to its end.
 * @param between called after each page but the last, to disturb the list
 * @throws CheckFailure when a cursor comes twice or the walk does not end
 */
export const walk = async (
  api: Api,
  resource: PagedResource,
  as: Caller,
  limit: number,
  between: (page: number) => Promise<void> = async () => {},
): Promise<Walk> => {
  const { pagination } = resource;
  const pages: Page[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const page = await fetchPage(api, resource, as, { [pagination.limit]: limit, [pagination.cursor]: cursor });
    pages.push(page);
    if (isLast(page)) break;
    cursor = String(page.next);
    expectThat(!seen.has(cursor) && pages.length < maxPages, page.exchange, {
      message: `Following \`${pagination.next}\` from page to page does not end: ${seen.has(cursor) ? 'a cursor came twice' : `there were ${maxPages} pages`}.`,
      expected: `a ${pagination.next.slice(1)} of null on the last page`,
      remedy: 'Derive the next cursor from the last item of the page, and give none when nothing is left.',
    });
    seen.add(cursor);
    await between(pages.length);
  }
  const ids = pages.flatMap((page) => page.items.map((item) => String(valueAt(item, resource.id ?? '/id'))));
  return { ids, pages };
};

/** Makes instances one after the other, of one owner, all with the same needed unowned instances. */
export const makeMany = async (api: Api, resource: Resource, count: number, owner?: Caller): Promise<Instance[]> => {
  const made: Instance[] = [];
  for (let left = count; left > 0; left--) made.push(await api.make(resource.name, shared(made, owner)));
  return made;
};

const shared = (made: readonly Instance[], owner?: Caller) => {
  const first = made[0];
  const reusable = Object.entries(first?.needed ?? {}).filter(([, instance]) => instance.owner !== first?.owner);
  return { as: first?.owner ?? owner, with: Object.fromEntries(reusable) };
};

/** A page size that divides what is there into about six pages, at least 2. */
export const smallLimit = async (api: Api, resource: PagedResource, as: Caller): Promise<number> => {
  const whole = await walk(api, resource, as, resource.pagination.maxLimit);
  return Math.max(2, Math.min(resource.pagination.maxLimit - 1, Math.ceil(whole.ids.length / 6)));
};

const times = (count: number) => (count === 0 ? 'not at all' : `${count} times`);

/** Fails unless each of the ids was met exactly once on the walk. */
export const expectEachOnce = (made: readonly Pick<Instance, 'id'>[], { ids, pages }: Walk, remedy: string): void => {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const wrong = made.map(({ id }) => ({ id, count: counts.get(id) ?? 0 })).filter(({ count }) => count !== 1);
  const [first] = wrong;
  const lastPage = pages.at(-1);
  if (first === undefined || lastPage === undefined) return;
  throw new CheckFailure({
    message: `Walking the list met ${wrong.length} of ${made.length} items not exactly once.`,
    expected: `each of the ${made.length} items once on ${pages.length} pages`,
    received: `${first.id} ${times(first.count)}`,
    at: lastPage.exchange.operationId,
    exchange: pages[0]?.exchange,
    remedy,
  });
};
