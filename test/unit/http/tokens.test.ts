import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createIssuer } from '../../../src/http/issuer.ts';
import { createForge } from '../../../src/http/tokens.ts';

const issuer = createIssuer({ algorithm: 'RS256', issuer: 'https://issuer.example.test/', audience: 'api' });
const forge = createForge(issuer, { admin: { scopes: ['read', 'write'], roles: ['admin'] } });
const keys = createLocalJWKSet(JSON.parse(issuer.jwks));
const verify = (token: string) => jwtVerify(token, keys, { issuer: issuer.issuer, audience: issuer.audience });
const claims = forge.claims('admin', 'ann');

test('a good token holds what the caller kind may do', async () => {
  const { payload, protectedHeader } = await verify(forge.sign(claims));
  expect(payload).toMatchObject({ sub: 'ann', scope: 'read write', roles: ['admin'] });
  expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'assay-1' });
});

test('both published keys sign good tokens', async () => {
  expect((await verify(forge.signWithNextKey(claims))).protectedHeader.kid).toBe('assay-2');
});

test('also for elliptic curves', async () => {
  const other = createIssuer({ algorithm: 'ES256', issuer: 'i', audience: 'a' });
  const token = createForge(other, {}).sign({ iss: 'i', aud: 'a' });
  await expect(jwtVerify(token, createLocalJWKSet(JSON.parse(other.jwks)))).resolves.toBeDefined();
});

test.each([
  ['a foreign key', forge.signWithForeignKey(claims)],
  ['no signature', forge.unsigned(claims, 'none')],
  ['the public key as a secret', forge.hmacWithPublicKey(claims, 'pem')],
  ['a guessable secret', forge.hmac(claims, 'secret')],
])('a sound verifier refuses %s, whose header names the known key', async (_, token) => {
  expect(decodeProtectedHeader(token).kid).toBe('assay-1');
  await expect(verify(token)).rejects.toThrow();
});

test('the published set holds no private key', () => {
  for (const key of JSON.parse(issuer.jwks).keys)
    expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
});
