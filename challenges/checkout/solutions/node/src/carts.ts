import type { FastifyInstance, FastifyRequest } from 'fastify';
import { schemasOf } from './contract.ts';
import type { Database, Sql } from './database.ts';
import { type Line, linesColumn, presentLines } from './lines.ts';
import { idOf } from './pages.ts';
import { assertMatch, etagOf, sendFresh } from './preconditions.ts';
import { assertStorable, notFound, Problem } from './problems.ts';

const maxLines = 100;

export type CartRow = {
  id: string;
  note: string | null;
  status: 'open' | 'checked_out';
  version: number;
  createdAt: Date;
  updatedAt: Date;
  lines: Line[];
};

type CartParams = { cartId: string };
type ItemParams = CartParams & { productId: string };

const columns = `id, note, status, version, created_at as "createdAt", updated_at as "updatedAt",
  ${linesColumn('cart_lines', 'cart_id = carts.id')}`;

const present = ({ version, lines, ...rest }: CartRow) => ({ ...rest, ...presentLines(lines) });

/** The caller's own cart, locked until the transaction ends. Throws 404 for others' carts, too. */
export const lockCart = async (sql: Sql, owner: string, id: string): Promise<CartRow> => {
  // Locked first and read after: a single statement would see the lines as they were before it waited for the lock.
  const locked = await sql.query(`select from carts where id = $1 and owner = $2 for no key update`, [id, owner]);
  const [row] = await sql.query<CartRow>(`select ${columns} from carts where id = $1`, [id]);
  if (locked.length === 0 || !row) throw notFound('cart');
  return row;
};

const touch = async (sql: Sql, id: string): Promise<CartRow> => {
  await sql.query('update carts set version = version + 1, updated_at = now() where id = $1', [id]);
  const [row] = await sql.query<CartRow>(`select ${columns} from carts where id = $1`, [id]);
  if (!row) throw notFound('cart');
  return row;
};

const lockOpenCart = async (sql: Sql, request: FastifyRequest<{ Params: CartParams }>): Promise<CartRow> => {
  const cart = await lockCart(sql, request.caller.subject, idOf('cart', request.params.cartId));
  assertMatch(request, cart.version);
  if (cart.status !== 'open') throw new Problem('cart-checked-out', 'It can no longer be changed.');
  return cart;
};

const putLine = async (sql: Sql, cart: CartRow, productId: string, quantity: number): Promise<void> => {
  const [product] = await sql.query<Omit<Line, 'quantity'>>(
    'select id as "productId", sku, name, amount, currency from products where id = $1',
    [productId],
  );
  if (!product) throw notFound('product');
  const others = cart.lines.filter((line) => line.productId !== product.productId);
  if (others.length >= maxLines) throw new Problem('cart-full', `${maxLines} lines are the most.`);
  const other = others.find((line) => line.currency !== product.currency);
  if (other) throw new Problem('currency-mismatch', `Its lines are in ${other.currency}, not ${product.currency}.`);
  await sql.query(
    `insert into cart_lines (cart_id, product_id, sku, name, quantity, amount, currency)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (cart_id, product_id) do update
       set name = excluded.name, quantity = excluded.quantity, amount = excluded.amount, currency = excluded.currency`,
    [cart.id, productId, product.sku, product.name, quantity, product.amount, product.currency],
  );
};

export const cartRoutes = (app: FastifyInstance, database: Database) => {
  const config = { access: { scope: 'cart' } } as const;

  app.post<{ Body: { note?: string | null } }>(
    '/v2/carts',
    { config, schema: schemasOf('createCart') },
    async (request, reply) => {
      const { note = null } = request.body;
      assertStorable('/note', note);
      const [row] = await database.query<CartRow>(
        `insert into carts (owner, note) values ($1, $2) returning ${columns}`,
        [request.caller.subject, note],
      );
      if (!row) throw new Error('insert returned no cart');
      return reply
        .code(201)
        .header('location', `/v2/carts/${row.id}`)
        .header('etag', etagOf(row.version))
        .send(present(row));
    },
  );

  app.get<{ Params: CartParams }>('/v2/carts/:cartId', { config }, async (request, reply) => {
    const [row] = await database.query<CartRow>(`select ${columns} from carts where id = $1 and owner = $2`, [
      idOf('cart', request.params.cartId),
      request.caller.subject,
    ]);
    if (!row) throw notFound('cart');
    return sendFresh(request, reply, row.version, present(row));
  });

  app.delete<{ Params: CartParams }>('/v2/carts/:cartId', { config }, async (request, reply) => {
    await database.transaction(async (sql) => {
      const cart = await lockCart(sql, request.caller.subject, idOf('cart', request.params.cartId));
      assertMatch(request, cart.version);
      await sql.query('delete from carts where id = $1', [cart.id]);
    });
    return reply.code(204).send();
  });

  app.put<{ Params: ItemParams; Body: { quantity: number } }>(
    '/v2/carts/:cartId/items/:productId',
    { config, schema: schemasOf('putCartItem') },
    async (request, reply) => {
      const productId = idOf('product', request.params.productId);
      const row = await database.transaction(async (sql) => {
        const cart = await lockOpenCart(sql, request);
        await putLine(sql, cart, productId, request.body.quantity);
        return touch(sql, cart.id);
      });
      return reply.header('etag', etagOf(row.version)).send(present(row));
    },
  );

  app.delete<{ Params: ItemParams }>('/v2/carts/:cartId/items/:productId', { config }, async (request, reply) => {
    const productId = idOf('product', request.params.productId);
    await database.transaction(async (sql) => {
      const cart = await lockOpenCart(sql, request);
      const deleted = await sql.query(
        'delete from cart_lines where cart_id = $1 and product_id = $2 returning product_id',
        [cart.id, productId],
      );
      if (deleted.length === 0) throw notFound('line');
      await touch(sql, cart.id);
    });
    return reply.code(204).send();
  });
};
