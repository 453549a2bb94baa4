// Prints a token signed with the practice key:  node token.mjs <sub> [scopes] [roles]
import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [subject = 'alice', scope = 'cart orders', roles = ''] = process.argv.slice(2);
const lifetimeSeconds = 3600;
const now = Math.floor(Date.now() / 1000);
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

const header = { alg: 'RS256', typ: 'JWT', kid: 'practice-1' };
const claims = {
  iss: 'https://issuer.example.test/',
  aud: 'checkout-api',
  sub: subject,
  iat: now,
  exp: now + lifetimeSeconds,
  scope,
  roles: roles.split(' ').filter(Boolean),
};
const signed = `${base64url(header)}.${base64url(claims)}`;
const key = readFileSync(new URL('practice-key.pem', import.meta.url));
console.log(`${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`);
