import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type CartRow, lockCart } from './carts.ts';
import type { Config } from './config.ts';
import { schemasOf } from './contract.ts';
import type { Database, Sql } from './database.ts';
import type { Line } from './lines.ts';
import { type OrderRow, presentOrder } from './orders.ts';
import { invalidParameter, Problem } from './problems.ts';
import { createRateLimiter } from './rate-limit.ts';

type Attempt = { caller: string; key: string; cartId: string };
type Answer = { replayed: boolean; order: ReturnType<typeof presentOrder> };

/** Throws 409 while another transaction works with the key; the lock ends with the transaction. */
const lockKey = async (sql: Sql, { caller, key }: Attempt): Promise<void> => {
  const [lock] = await sql.query<{ free: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
    [JSON.stringify([caller, key])],
  );
  if (!lock?.free) throw new Problem('key-in-progress', 'Ask again in a moment.', { headers: { 'retry-after': '1' } });
};

const earlierAnswer = async (sql: Sql, { caller, key, cartId }: Attempt): Promise<Answer | undefined> => {
  const [earlier] = await sql.query<{ cartId: string; response: Answer['order'] }>(
    'select cart_id as "cartId", response from idempotency_keys where caller = $1 and key = $2',
    [caller, key],
  );
  if (!earlier) return undefined;
  if (earlier.cartId !== cartId) throw new Problem('key-reused', 'It belongs to the checkout of another cart.');
  return { replayed: true, order: earlier.response };
};

/**
 * Takes the lines from stock. Every transaction locks products in the order of their ids, so that two carts with the
 * same products never wait for each other in a circle.
 */
const takeFromStock = async (sql: Sql, cart: CartRow): Promise<void> => {
  const products = await sql.query<{ id: string; stock: number }>(
    `select id, stock from products where id in (select product_id from cart_lines where cart_id = $1)
     order by id for no key update`,
    [cart.id],
  );
  const stocks = new Map(products.map(({ id, stock }) => [id, stock]));
  const short = cart.lines.filter((line) => line.quantity > (stocks.get(line.productId) ?? 0));
  if (short.length > 0) {
    const detail = ({ quantity, sku, productId }: Line) => `${quantity} of ${sku}, ${stocks.get(productId)} left`;
    throw new Problem('out-of-stock', `Asked for ${short.map(detail).join('; ')}.`);
  }
  await sql.query(
    `update products set stock = stock - quantity, version = version + 1, updated_at = now()
     from cart_lines where cart_id = $1 and product_id = products.id`,
    [cart.id],
  );
};

/** One statement, because others wait for the locked products meanwhile. */
const insertOrder = async (sql: Sql, owner: string, cart: CartRow): Promise<OrderRow> => {
  const [order] = await sql.query<Omit<OrderRow, 'lines'>>(
    `with made as (insert into orders (cart_id, owner) values ($1, $2) returning *),
       lines as (
         insert into order_lines (order_id, product_id, sku, name, quantity, amount, currency)
         select made.id, product_id, sku, name, quantity, amount, currency from made, cart_lines where cart_lines.cart_id = $1),
       closed as (
         update carts set status = 'checked_out', version = version + 1, updated_at = now() where id = $1)
     select id, cart_id as "cartId", owner, status, created_at as "createdAt", updated_at as "updatedAt" from made`,
    [cart.id, owner],
  );
  if (!order) throw new Error('insert returned no order');
  return { ...order, lines: cart.lines };
};

/** Locks are taken in one order everywhere: key, cart, products. What is refused leaves nothing, not even the key. */
const checkOut = (database: Database, attempt: Attempt): Promise<Answer> =>
  database.transaction(async (sql) => {
    await lockKey(sql, attempt);
    const earlier = await earlierAnswer(sql, attempt);
    if (earlier) return earlier;
    const cart = await lockCart(sql, attempt.caller, attempt.cartId);
    if (cart.status !== 'open') throw new Problem('cart-checked-out', 'An order was made from it.');
    if (cart.lines.length === 0) throw new Problem('cart-empty', 'There is nothing to check out.');
    await takeFromStock(sql, cart);
    const order = presentOrder(await insertOrder(sql, attempt.caller, cart));
    await sql.query('insert into idempotency_keys (caller, key, cart_id, response) values ($1, $2, $3, $4)', [
      attempt.caller,
      attempt.key,
      attempt.cartId,
      JSON.stringify(order),
    ]);
    return { replayed: false, order };
  });

/** Forgets keys after a day: a client that repeats a request does so within minutes. */
export const forgetOldKeys = (sql: Sql) =>
  sql.query(`delete from idempotency_keys where created_at < now() - interval '24 hours'`);

const keyOf = (request: FastifyRequest): string => {
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && key.length >= 8 && key.length <= 128) return key;
  throw invalidParameter('Idempotency-Key', 'must be a header of 8 to 128 characters');
};

export const checkoutRoutes = (app: FastifyInstance, database: Database, limit: Config['checkoutLimit']) => {
  const limiter = createRateLimiter(limit);

  app.post<{ Body: { cartId: string } }>(
    '/v2/orders',
    {
      config: { access: { scope: 'orders' } },
      schema: schemasOf('createOrder'),
      // After the guard and before the body is read: what is over the limit costs next to nothing.
      onRequest: async ({ caller }) => {
        const seconds = limiter.take(caller.subject);
        if (seconds === 0) return;
        throw new Problem('rate-limited', `Ask again in ${seconds} s.`, { headers: { 'retry-after': `${seconds}` } });
      },
    },
    async (request, reply) => {
      const { order, replayed } = await checkOut(database, {
        caller: request.caller.subject,
        key: keyOf(request),
        cartId: request.body.cartId.toLowerCase(),
      });
      if (replayed) reply.header('idempotency-replayed', 'true');
      return reply.code(201).header('location', `/v2/orders/${order.id}`).send(order);
    },
  );
};
