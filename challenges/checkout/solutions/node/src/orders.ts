import type { FastifyInstance } from 'fastify';
import type { Caller } from './auth.ts';
import { schemasOf } from './contract.ts';
import type { Database, Sql } from './database.ts';
import { type Line, linesColumn, presentLines } from './lines.ts';
import { idOf, last, type PageQuery, pageOf } from './pages.ts';
import { notFound, Problem } from './problems.ts';

type Status = 'pending' | 'paid' | 'shipped' | 'cancelled';

export type OrderRow = {
  id: string;
  cartId: string;
  owner: string;
  status: Status;
  createdAt: Date;
  updatedAt: Date;
  lines: Line[];
};

type Transition = { from: readonly Status[]; to: Status };

const pay: Transition = { from: ['pending'], to: 'paid' };
const ship: Transition = { from: ['paid'], to: 'shipped' };
const cancel: Transition = { from: ['pending', 'paid'], to: 'cancelled' };

const columns = `id, cart_id as "cartId", owner, status, created_at as "createdAt", updated_at as "updatedAt",
  ${linesColumn('order_lines', 'order_id = orders.id')}`;

export const presentOrder = ({ owner, lines, ...rest }: OrderRow) => ({ ...rest, ...presentLines(lines) });

/** The order, where the caller may know of it: its owner and admins do. Throws 404 otherwise. */
export const readOrder = async (sql: Sql, id: string, caller: Caller): Promise<OrderRow> => {
  const [row] = await sql.query<OrderRow>(`select ${columns} from orders where id = $1`, [idOf('order', id)]);
  if (!row || !(row.owner === caller.subject || caller.isAdmin)) throw notFound('order');
  return row;
};

const listOrders = (database: Database, owner: string, query: PageQuery & { status?: Status }) =>
  pageOf(
    `orders ${query.status ?? ''}`,
    query,
    last,
    ({ createdAt, id }, rows) =>
      query.status === undefined
        ? database.query<OrderRow>(
            `select ${columns} from orders where owner = $1 and (created_at, id) < ($2, $3)
             order by created_at desc, id desc limit $4`,
            [owner, createdAt, id, rows],
          )
        : database.query<OrderRow>(
            `select ${columns} from orders where owner = $1 and status = $5 and (created_at, id) < ($2, $3)
             order by created_at desc, id desc limit $4`,
            [owner, createdAt, id, rows, query.status],
          ),
    presentOrder,
  );

/** Gives the quantities of an order back. Products are locked in the order of their ids, as everywhere. */
const restock = async (sql: Sql, orderId: string): Promise<void> => {
  await sql.query(
    `select from products where id in (select product_id from order_lines where order_id = $1)
     order by id for no key update`,
    [orderId],
  );
  await sql.query(
    `update products set stock = stock + quantity, version = version + 1, updated_at = now()
     from order_lines where order_id = $1 and product_id = products.id`,
    [orderId],
  );
};

/** Moves an order to its next state. Throws 409 when it is not in a state to come from. */
const change = (database: Database, id: string, caller: Caller, { from, to }: Transition): Promise<OrderRow> =>
  database.transaction(async (sql) => {
    // One conditional statement: of transitions that exclude each other, one finds the state it needs.
    const [changed] = await sql.query<OrderRow>(
      `update orders set status = $2, updated_at = now() where id = $1 and status = any($3) returning ${columns}`,
      [id, to, from],
    );
    if (changed) {
      if (to === 'cancelled') await restock(sql, id);
      return changed;
    }
    const { status } = await readOrder(sql, id, caller);
    throw new Problem('order-state', `An order that is ${status} cannot become ${to}.`);
  });

export const orderRoutes = (app: FastifyInstance, database: Database) => {
  type Params = { Params: { orderId: string } };
  const own = { config: { access: { scope: 'orders' } } } as const;
  const ownOrAdmin = { config: { access: { scope: 'orders', admin: true } } } as const;
  const admin = { config: { access: { admin: true } } } as const;

  app.get<{ Querystring: PageQuery & { status?: Status } }>(
    '/v2/orders',
    { ...own, schema: schemasOf('listOrders') },
    (request) => listOrders(database, request.caller.subject, request.query),
  );

  app.get<Params>('/v2/orders/:orderId', ownOrAdmin, async ({ params, caller }) =>
    presentOrder(await readOrder(database, params.orderId, caller)),
  );

  app.post<Params>('/v2/orders/:orderId/pay', own, async ({ params, caller }) => {
    const order = await readOrder(database, params.orderId, caller);
    if (order.owner !== caller.subject) throw new Problem('forbidden', 'Only its owner can pay an order.');
    return presentOrder(await change(database, order.id, caller, pay));
  });

  app.post<Params>('/v2/orders/:orderId/ship', admin, async ({ params, caller }) => {
    const order = await readOrder(database, params.orderId, caller);
    return presentOrder(await change(database, order.id, caller, ship));
  });

  app.post<Params>('/v2/orders/:orderId/cancel', ownOrAdmin, async ({ params, caller }) => {
    const order = await readOrder(database, params.orderId, caller);
    return presentOrder(await change(database, order.id, caller, cancel));
  });
};
