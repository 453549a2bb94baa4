import type { FastifyInstance, FastifyReply } from 'fastify';
import { schemasOf } from './contract.ts';
import type { Database } from './database.ts';
import type { PageQuery } from './pages.ts';
import { invalidBody } from './problems.ts';
import {
  type Currency,
  insertProduct,
  listProducts,
  type NewProduct,
  type ProductRow,
  readProduct,
} from './products.ts';

type NewProductV1 = Omit<NewProduct, 'price'> & { price: number; currency: Currency };

const deprecatedSince = `@${Date.UTC(2026, 0, 1) / 1000}`;
const sunset = new Date('2027-12-31T23:59:59Z').toUTCString();

/** Marks every answer of version 1, errors included. */
export const markDeprecated = (url: string, reply: FastifyReply) => {
  if (!/^\/v1(\/|\?|$)/.test(url)) return;
  reply.headers({ deprecation: deprecatedSince, sunset, link: '</v2/products>; rel="successor-version"' });
};

const minorUnits = (price: number): number => {
  const amount = Math.round(price * 100);
  // 19.99 * 100 is 1998.9999999999998: what is nearer than this to a cent is one.
  if (Math.abs(price * 100 - amount) > 1e-6) throw invalidBody('/price', 'must have at most two decimals');
  return amount;
};

const present = ({ amount, version, ...rest }: ProductRow) => ({ ...rest, price: amount / 100 });

export const productRoutesV1 = (app: FastifyInstance, database: Database) => {
  app.get<{ Querystring: PageQuery }>(
    '/v1/products',
    { config: { access: 'public' }, schema: schemasOf('listProductsV1') },
    (request) => listProducts(database, request.query, present),
  );

  app.post<{ Body: NewProductV1 }>(
    '/v1/products',
    { config: { access: { admin: true } }, schema: schemasOf('createProductV1') },
    async (request, reply) => {
      const { price, currency, ...rest } = request.body;
      const row = await insertProduct(database, { ...rest, price: { amount: minorUnits(price), currency } });
      return reply.code(201).header('location', `/v1/products/${row.id}`).send(present(row));
    },
  );

  app.get<{ Params: { productId: string } }>(
    '/v1/products/:productId',
    { config: { access: 'public' } },
    async (request) => present(await readProduct(database, request.params.productId)),
  );
};
