import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { editorSchema } from '../../../src/challenge/editor-schema.ts';
import { createApiKeys, environmentOf } from '../../../src/challenge/environment.ts';
import { loadChallenge } from '../../../src/challenge/load.ts';
import { temporaryDirectory } from '../gather/source/support.ts';

const checkout = new URL('../../../challenges/checkout/', import.meta.url).pathname;

test('the stored editor schema is the current one', async () => {
  const stored = await readFile(new URL('../../../src/challenge/challenge.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(stored)).toEqual(JSON.parse(editorSchema()));
});

test('a level keeps what it asks for and drops the rest, part by part', async () => {
  const junior = await loadChallenge('checkout', { level: 'junior' });
  expect([...junior.resources.keys()]).toEqual(['product', 'cart', 'cartItem']);
  expect(junior.resources.get('product')).toMatchObject({ pagination: { maxLimit: 100 }, preconditions: undefined });
  expect(junior.deprecated).toEqual([]);
  expect(junior.rateLimit).toBeUndefined();
  const senior = await loadChallenge('checkout', { level: 'senior' });
  expect([...senior.resources.keys()]).toEqual(['product', 'cart', 'cartItem', 'order', 'stockImport']);
  expect(senior.rateLimit).toMatchObject({ limit: 30 });
});

const edited = async (from: string | RegExp, to: string): Promise<string> => {
  const directory = await temporaryDirectory();
  for (const file of ['challenge.yaml', 'openapi.yaml']) await cp(join(checkout, file), join(directory, file));
  const path = join(directory, 'challenge.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  return directory;
};

test.each([
  ['a misspelt field', 'hours: 5', 'hour: 5', /hour/],
  ['a wrong type', 'hours: 5', 'hours: many', /hours: Invalid input/],
  [
    'an operation the contract does not have',
    'get: getProduct',
    'get: getProdukt',
    /resources.product.operations.get: unknown operation "getProdukt"/,
  ],
  [
    'a resource nobody defined',
    'needs: [product, cart]',
    'needs: [product, card]',
    /resources.cartItem.needs: unknown resource "card"/,
  ],
  [
    'a requirement nobody wrote',
    'requirements: [R-23, R-25]',
    'requirements: [R-23, R-99]',
    /levels.staff: unknown requirement "R-99"/,
  ],
])('names %s', async (_, from, to, message) => {
  await expect(loadChallenge(await edited(from, to))).rejects.toThrow(message);
});

test('fills the environment of a run, and raises it for a part', async () => {
  const challenge = await loadChallenge('checkout', { level: 'senior' });
  const apiKeys = createApiKeys(challenge);
  const values = {
    port: 8080,
    apiKeys,
    services: { postgres: { url: 'postgres://x' } },
    issuer: { jwks: '{}', issuer: 'i', audience: 'a' },
  };
  expect(environmentOf(challenge, values)).toEqual({
    PORT: '8080',
    DATABASE_URL: 'postgres://x',
    AUTH_JWKS: '{}',
    AUTH_ISSUER: 'i',
    AUTH_AUDIENCE: 'a',
    WAREHOUSE_KEY: apiKeys.warehouse,
    CHECKOUT_RATE_LIMIT: '30',
    CHECKOUT_RATE_WINDOW_SECONDS: '5',
  });
  expect(environmentOf(challenge, values, { CHECKOUT_RATE_LIMIT: '99' }).CHECKOUT_RATE_LIMIT).toBe('99');
});

test('a level without a rate limit is given one that nobody reaches', async () => {
  const challenge = await loadChallenge('checkout', { level: 'mid' });
  const values = {
    port: 1,
    apiKeys: { warehouse: 'k' },
    services: { postgres: { url: '' } },
    issuer: { jwks: '', issuer: '', audience: '' },
  };
  expect(Number(environmentOf(challenge, values).CHECKOUT_RATE_LIMIT)).toBeGreaterThan(100_000);
});
