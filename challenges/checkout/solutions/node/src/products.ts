import type { FastifyInstance } from 'fastify';
import { schemasOf } from './contract.ts';
import type { Database } from './database.ts';
import { first, idOf, type PageQuery, pageOf } from './pages.ts';
import { assertMatch, etagOf, sendFresh } from './preconditions.ts';
import { assertStorable, notFound, Problem } from './problems.ts';

export type Currency = 'EUR' | 'USD' | 'GBP';
export type Money = { amount: number; currency: Currency };

export type NewProduct = { sku: string; name: string; description?: string | null; price: Money; stock: number };
type ProductPatch = Partial<Pick<NewProduct, 'name' | 'description' | 'stock'> & { price: Partial<Money> }>;

export type ProductRow = {
  id: string;
  sku: string;
  name: string;
  description: string | null;
  amount: number;
  currency: Currency;
  stock: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

const columns = `id, sku, name, description, amount, currency, stock, version,
  created_at as "createdAt", updated_at as "updatedAt"`;

export const listProducts = <T>(database: Database, query: PageQuery, present: (row: ProductRow) => T) =>
  pageOf<ProductRow, T>(
    'products',
    query,
    first,
    ({ createdAt, id }, rows) =>
      database.query(
        `select ${columns} from products where (created_at, id) > ($1, $2) order by created_at, id limit $3`,
        [createdAt, id, rows],
      ),
    present,
  );

export const readProduct = async (database: Database, id: string): Promise<ProductRow> => {
  const [row] = await database.query<ProductRow>(`select ${columns} from products where id = $1`, [
    idOf('product', id),
  ]);
  if (!row) throw notFound('product');
  return row;
};

export const insertProduct = async (database: Database, product: NewProduct): Promise<ProductRow> => {
  const { sku, name, description = null, price, stock } = product;
  assertStorable('/name', name);
  assertStorable('/description', description);
  const [row] = await database.query<ProductRow>(
    `insert into products (sku, name, description, amount, currency, stock) values ($1, $2, $3, $4, $5, $6)
     on conflict (sku) do nothing returning ${columns}`,
    [sku, name, description, price.amount, price.currency, stock],
  );
  if (!row) throw new Problem('sku-exists', `The SKU ${sku} is taken.`);
  return row;
};

const updateProduct = (
  database: Database,
  id: string,
  patch: ProductPatch,
  assertVersion: (version: number) => void,
): Promise<ProductRow> => {
  assertStorable('/name', patch.name);
  assertStorable('/description', patch.description);
  return database.transaction(async (sql) => {
    const [row] = await sql.query<ProductRow>(`select ${columns} from products where id = $1 for no key update`, [id]);
    if (!row) throw notFound('product');
    assertVersion(row.version);
    // Member by member: what the contract does not name must not reach a column.
    const { name = row.name, description = row.description, stock = row.stock, price = {} } = patch;
    const { amount = row.amount, currency = row.currency } = price;
    const [changed] = await sql.query<ProductRow>(
      `update products set name = $2, description = $3, amount = $4, currency = $5, stock = $6,
         version = version + 1, updated_at = now() where id = $1 returning ${columns}`,
      [id, name, description, amount, currency, stock],
    );
    return changed ?? row;
  });
};

const present = ({ amount, currency, version, ...rest }: ProductRow) => ({ ...rest, price: { amount, currency } });

export const productRoutes = (app: FastifyInstance, database: Database) => {
  app.get<{ Querystring: PageQuery }>(
    '/v2/products',
    { config: { access: 'public' }, schema: schemasOf('listProducts') },
    (request) => listProducts(database, request.query, present),
  );

  app.post<{ Body: NewProduct }>(
    '/v2/products',
    { config: { access: { admin: true } }, schema: schemasOf('createProduct') },
    async (request, reply) => {
      const row = await insertProduct(database, request.body);
      return reply
        .code(201)
        .header('location', `/v2/products/${row.id}`)
        .header('etag', etagOf(row.version))
        .send(present(row));
    },
  );

  app.get<{ Params: { productId: string } }>(
    '/v2/products/:productId',
    { config: { access: 'public' } },
    async (request, reply) => {
      const row = await readProduct(database, request.params.productId);
      return sendFresh(request, reply, row.version, present(row));
    },
  );

  app.patch<{ Params: { productId: string }; Body: ProductPatch }>(
    '/v2/products/:productId',
    { config: { access: { admin: true } }, schema: schemasOf('updateProduct') },
    async (request, reply) => {
      const id = idOf('product', request.params.productId);
      if (request.headers['if-match'] === undefined) throw new Problem('precondition-required');
      const row = await updateProduct(database, id, request.body, (version) => assertMatch(request, version));
      return reply.header('etag', etagOf(row.version)).send(present(row));
    },
  );
};
