import { createHmac, createPublicKey, type KeyObject, sign as signBytes } from 'node:crypto';
import type { TokenClaims, TokenForge } from '../core/api.ts';
import type { CallerKind } from '../core/challenge.ts';
import type { Issuer } from './issuer.ts';

/** Lifetime of a good token, seconds: longer than any run. */
const lifetimeSeconds = 3 * 3600;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const asymmetric = (issuer: Issuer, key: KeyObject, claims: TokenClaims, header: Record<string, unknown>): string => {
  const input = `${encode({ alg: issuer.algorithm, typ: 'JWT', ...header })}.${encode(claims)}`;
  const signature = signBytes('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
};

/** With the issuer's `kid`: an API that looks its key up by it must refuse the token for its algorithm, not for that. */
const symmetric = (keyId: string, claims: TokenClaims, secret: string): string => {
  const input = `${encode({ alg: 'HS256', typ: 'JWT', kid: keyId })}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};

const publicForm = (key: KeyObject, form: 'pem' | 'pem-trimmed' | 'jwk'): string => {
  if (form === 'jwk') return JSON.stringify(key.export({ format: 'jwk' }));
  const pem = key.export({ format: 'pem', type: 'spki' }).toString();
  return form === 'pem' ? pem : pem.trimEnd();
};

const claimsOf = (issuer: Issuer, callers: Record<string, CallerKind>, kind: string, subject: string): TokenClaims => {
  const caller = callers[kind];
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer.issuer,
    aud: issuer.audience,
    sub: subject,
    iat: now,
    exp: now + lifetimeSeconds,
    scope: (caller?.scopes ?? []).join(' '),
    ...(caller && caller.roles.length > 0 ? { roles: caller.roles } : {}),
  };
};

/** Signs tokens, good and forged, for the callers of a challenge (RFC 7519, RFC 7515; attacks of RFC 8725). */
export const createForge = (issuer: Issuer, callers: Record<string, CallerKind>): TokenForge => ({
  claims: (kind, subject) => claimsOf(issuer, callers, kind, subject),
  sign: (claims, header = {}) => asymmetric(issuer, issuer.privateKey, claims, { kid: issuer.keyId, ...header }),
  signWithNextKey: (claims) => asymmetric(issuer, issuer.next.privateKey, claims, { kid: issuer.next.keyId }),
  signWithForeignKey: (claims, header = {}) =>
    asymmetric(issuer, issuer.foreign, claims, { kid: issuer.keyId, ...header }),
  unsigned: (claims, alg) => `${encode({ alg, typ: 'JWT', kid: issuer.keyId })}.${encode(claims)}.`,
  hmacWithPublicKey: (claims, form) => symmetric(issuer.keyId, claims, publicForm(issuer.publicKey, form)),
  hmac: (claims, secret) => symmetric(issuer.keyId, claims, secret),
  foreignPublicJwk: () => ({ ...createPublicKey(issuer.foreign).export({ format: 'jwk' }) }),
});
