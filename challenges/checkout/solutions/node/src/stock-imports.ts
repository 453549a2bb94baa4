import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { schemasOf } from './contract.ts';
import { type Database, DatabaseUnavailable, type Sql } from './database.ts';
import { idOf } from './pages.ts';
import { notFound } from './problems.ts';

type Item = { sku: string; quantity: number };
type ImportRow = {
  id: string;
  status: 'pending' | 'completed' | 'failed';
  imported: number;
  errors: { sku: string; message: string }[];
  createdAt: Date;
};

const retryAfterMs = 1_000;
const columns = 'id, status, imported, errors, created_at as "createdAt"';

/** Adds the items to stock; a SKU that appears twice counts twice. Products are locked in the order of their ids. */
const apply = async (sql: Sql, id: string, items: Item[]): Promise<void> => {
  const products = await sql.query<{ sku: string }>(
    'select sku from products where sku = any($1) order by id for no key update',
    [items.map((item) => item.sku)],
  );
  const known = new Set(products.map((product) => product.sku));
  const errors = items.filter((item) => !known.has(item.sku));
  await sql.query(
    `update products set stock = stock + added, version = version + 1, updated_at = now()
     from (select sku, sum(quantity) as added from jsonb_to_recordset($1) as item (sku text, quantity integer)
           group by sku) as delivery
     where products.sku = delivery.sku`,
    [JSON.stringify(items)],
  );
  await sql.query(`update stock_imports set status = 'completed', imported = $2, errors = $3 where id = $1`, [
    id,
    items.length - errors.length,
    JSON.stringify(errors.map(({ sku }) => ({ sku, message: 'no product has this SKU' }))),
  ]);
};

const oldestPending = `select id, items from stock_imports where status = 'pending'
  order by created_at limit 1 for update skip locked`;

/** Carries out one import, stock and status in one transaction: exactly once, whenever the process dies. */
const applyNext = async (database: Database): Promise<boolean> => {
  let id: string | undefined;
  try {
    return await database.transaction(async (sql) => {
      const [next] = await sql.query<{ id: string; items: Item[] }>(oldestPending);
      if (!next) return false;
      id = next.id;
      await apply(sql, next.id, next.items);
      return true;
    });
  } catch (error) {
    if (error instanceof DatabaseUnavailable || id === undefined) throw error;
    await database.query(`update stock_imports set status = 'failed' where id = $1`, [id]);
    return true;
  }
};

export type ImportWorker = { wake(): void; stop(): Promise<void> };

/** Works through the pending imports when woken; the table is the queue, so nothing is lost by a restart. */
export const createImportWorker = (database: Database, log: FastifyBaseLogger): ImportWorker => {
  let running: Promise<void> | undefined;
  let isWoken = false;
  let isStopped = false;
  let retry: NodeJS.Timeout | undefined;

  const drain = async () => {
    try {
      let worked: boolean;
      do {
        isWoken = false;
        worked = await applyNext(database);
      } while ((worked || isWoken) && !isStopped);
    } catch (error) {
      log.error({ err: error }, 'stock imports will be tried again');
      if (!isStopped) retry = setTimeout(wake, retryAfterMs);
    }
    running = undefined;
  };
  const wake = () => {
    isWoken = true;
    if (!isStopped) running ??= drain();
  };
  return {
    wake,
    async stop() {
      isStopped = true;
      clearTimeout(retry);
      await running;
    },
  };
};

export const stockImportRoutes = (app: FastifyInstance, database: Database, worker: ImportWorker) => {
  const config = { access: 'warehouse' } as const;

  app.post<{ Body: { items: Item[] } }>(
    '/v2/stock-imports',
    { config, schema: schemasOf('createStockImport') },
    async (request, reply) => {
      const items = request.body.items.map(({ sku, quantity }) => ({ sku, quantity }));
      const [row] = await database.query<ImportRow>(
        `insert into stock_imports (items) values ($1) returning ${columns}`,
        [JSON.stringify(items)],
      );
      if (!row) throw new Error('insert returned no import');
      worker.wake();
      return reply.code(202).header('location', `/v2/stock-imports/${row.id}`).send(row);
    },
  );

  app.get<{ Params: { importId: string } }>('/v2/stock-imports/:importId', { config }, async (request) => {
    const [row] = await database.query<ImportRow>(`select ${columns} from stock_imports where id = $1`, [
      idOf('stock import', request.params.importId),
    ]);
    if (!row) throw notFound('stock import');
    return row;
  });
};
