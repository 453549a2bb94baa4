import { createPrivateKey } from 'node:crypto';
import { inject } from 'vitest';
import type { TokenClaims } from '../../src/core/api.ts';
import { parseJson } from '../../src/core/json.ts';
import { createIssuer } from '../../src/http/issuer.ts';
import { createForge } from '../../src/http/tokens.ts';
import type { Fault } from '../../src/verify/fault-proxy.ts';
import { challenge } from './judging.ts';

const forgeOf = () => {
  const { algorithm, issuer, audience } = challenge.auth.issuer ?? {
    algorithm: 'RS256' as const,
    issuer: '',
    audience: '',
  };
  const keys = inject('reference').keys.map(({ keyId, pem }) => ({ keyId, privateKey: createPrivateKey(pem) }));
  return createForge(createIssuer({ algorithm, issuer, audience }, keys), challenge.auth.callers);
};

const partsOf = (authorization: string): { header: TokenClaims; claims: TokenClaims } | undefined => {
  const [header = '', claims = ''] = authorization.replace(/^bearer\s+/i, '').split('.');
  const read = (part: string) => parseJson(Buffer.from(part, 'base64url').toString('utf8')) as TokenClaims | undefined;
  const [h, c] = [read(header), read(claims)];
  return h && c ? { header: h, claims: c } : undefined;
};

/**
 * An API that trusts tokens it should not: where the token matches, the proxy replaces it by a good one with the same
 * claims, as if the API had not looked. `mend` puts right the claims that would still be refused.
 */
export const acceptTokens = (
  id: string,
  matches: (token: { header: TokenClaims; claims: TokenClaims }) => boolean,
  mend: (claims: TokenClaims) => TokenClaims = (claims) => claims,
): Fault => {
  const forge = forgeOf();
  return {
    id,
    request(request) {
      const token = partsOf(request.headers.authorization ?? '');
      if (token && matches(token)) request.headers.authorization = `Bearer ${forge.sign(mend(token.claims))}`;
    },
  };
};

const nowSeconds = () => Math.floor(Date.now() / 1000);

/** An API that does not look at `exp`. */
export const acceptExpiredTokens = (): Fault =>
  acceptTokens(
    'accepts-expired-tokens',
    ({ claims }) => Number(claims.exp) < nowSeconds(),
    (claims) => ({ ...claims, exp: nowSeconds() + 600 }),
  );
