import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createApp } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import { openDatabase } from '../src/database.ts';

const { publicKey, privateKey } = await generateKeyPair('RS256');
const issuer = 'https://issuer.test/';
const audience = 'checkout-api';

export const warehouseKey = 'a-key-for-tests';

type Claims = { sub?: string; scope?: string; roles?: string[] };

/** A good token, unless the options say otherwise. */
export const token = (claims: Claims, { expires = '5m', kid = 'test' } = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(privateKey);

export const customer = async (sub: string = randomUUID()) => ({
  authorization: `Bearer ${await token({ sub, scope: 'cart orders' })}`,
});
export const admin = { authorization: `Bearer ${await token({ sub: 'admin', roles: ['admin'] })}` };

/** Starts the service on DATABASE_URL and stops it after the tests of the file. */
export const startService = async (limit: Config['checkoutLimit'] = { requests: 1000, windowMs: 60_000 }) => {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL must name a PostgreSQL database for the tests');
  const database = openDatabase(databaseUrl);
  await database.migrate();
  const { app, worker } = createApp(
    {
      port: 0,
      databaseUrl,
      auth: { jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256' }] }, issuer, audience },
      warehouseKey,
      checkoutLimit: limit,
      logLevel: 'silent',
    },
    database,
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  after(async () => {
    await app.close();
    await worker.stop();
    await database.close();
  });

  const call = async (method: string, path: string, headers: Record<string, string> = {}, json?: unknown) => {
    const content = json === undefined ? {} : { body: JSON.stringify(json) };
    const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(url + path, { method, headers: { ...type, ...headers }, ...content });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };

  const product = async (fields: { stock?: number; currency?: string } = {}) => {
    const { stock = 10, currency = 'EUR' } = fields;
    const sku = `T-${randomUUID().toUpperCase()}`;
    const { body } = await call('POST', '/v2/products', admin, {
      sku,
      name: 'Mug',
      price: { amount: 1999, currency },
      stock,
    });
    return body;
  };

  const cartOf = async (caller: Record<string, string>, productIds: string[], quantity = 1) => {
    const { body } = await call('POST', '/v2/carts', caller, {});
    for (const id of productIds) await call('PUT', `/v2/carts/${body.id}/items/${id}`, caller, { quantity });
    return body.id as string;
  };

  const checkOut = (caller: Record<string, string>, cartId: string, key: string = randomUUID()) =>
    call('POST', '/v2/orders', { ...caller, 'idempotency-key': key }, { cartId });

  return { call, product, cartOf, checkOut };
};
