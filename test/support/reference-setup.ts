import type { TestProject } from 'vitest/node';
import { createIssuer } from '../../src/http/issuer.ts';
import { installReference, startReference } from './reference.ts';

/** What tests of checks need to talk to the one reference solution that serves them all. */
export type ReferenceAccess = { origin: string; keys: { keyId: string; pem: string }[]; warehouseKey: string };

declare module 'vitest' {
  interface ProvidedContext {
    reference: ReferenceAccess;
  }
}

/** Starts PostgreSQL and the reference solution once for all tests of checks. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const issuer = createIssuer({ algorithm: 'RS256', issuer: 'https://issuer.example.test/', audience: 'checkout-api' });
  const warehouseKey = 'warehouse-key-for-tests';
  await installReference();
  const reference = await startReference({
    env: {
      AUTH_JWKS: issuer.jwks,
      AUTH_ISSUER: issuer.issuer,
      AUTH_AUDIENCE: issuer.audience,
      WAREHOUSE_KEY: warehouseKey,
      CHECKOUT_RATE_LIMIT: '30',
      CHECKOUT_RATE_WINDOW_SECONDS: '5',
    },
  });
  const pemOf = (key: typeof issuer.privateKey) => key.export({ format: 'pem', type: 'pkcs8' }).toString();
  project.provide('reference', {
    origin: reference.url,
    warehouseKey,
    keys: [
      { keyId: issuer.keyId, pem: pemOf(issuer.privateKey) },
      { keyId: issuer.next.keyId, pem: pemOf(issuer.next.privateKey) },
    ],
  });
  return () => reference.stop();
}
