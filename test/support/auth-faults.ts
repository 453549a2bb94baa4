import { createHmac, createPrivateKey, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { inject } from 'vitest';
import type { TokenClaims } from '../../src/core/api.ts';
import { isJsonObject, parseJson, valueAt, withValue } from '../../src/core/json.ts';
import { createIssuer } from '../../src/http/issuer.ts';
import { createForge } from '../../src/http/tokens.ts';
import type { Fault, ProxiedRequest } from '../../src/verify/fault-proxy.ts';
import { type Matcher, onAll } from '../../src/verify/faults.ts';
import { challenge } from './judging.ts';

/** Signs what the reference solution accepts. */
export const forgeOf = () => {
  const { algorithm, issuer, audience } = challenge.auth.issuer ?? {
    algorithm: 'RS256' as const,
    issuer: '',
    audience: '',
  };
  const keys = inject('reference').keys.map(({ keyId, pem }) => ({ keyId, privateKey: createPrivateKey(pem) }));
  return createForge(createIssuer({ algorithm, issuer, audience }, keys), challenge.auth.callers);
};

type Token = {
  header: TokenClaims;
  claims: TokenClaims;
  /** What the signature is about: header and payload as they came. */
  signed: string;
  signature: Buffer;
};

const tokenOf = ({ headers }: ProxiedRequest): Token | undefined => {
  const parts = (headers.authorization ?? '').replace(/^bearer\s+/i, '').split('.');
  const [header = '', claims = '', signature = ''] = parts;
  const read = (part: string) => parseJson(Buffer.from(part, 'base64url').toString('utf8'));
  const [h, c] = [read(header), read(claims)];
  if (!isJsonObject(h) || !isJsonObject(c)) return undefined;
  return { header: h, claims: c, signed: `${header}.${claims}`, signature: Buffer.from(signature, 'base64url') };
};

/** Whether an HMAC with the secret is right: what a library computes that lets the token choose the algorithm. */
export const hasHmac = ({ header, signed, signature }: Token, secret: string): boolean =>
  header.alg === 'HS256' && createHmac('sha256', secret).update(signed).digest().equals(signature);

/** The issuer's public keys as PEM, as a service has them at hand. */
export const publicPems = (): string[] =>
  inject('reference').keys.map(({ pem }) => createPublicKey(pem).export({ format: 'pem', type: 'spki' }).toString());

/** Whether the signature is right by the key that the token itself brings. */
export const isSignedByOwnKey = ({ header, signed, signature }: Token): boolean =>
  isJsonObject(header.jwk) &&
  verify('sha256', Buffer.from(signed), createPublicKey({ key: header.jwk as JsonWebKey, format: 'jwk' }), signature);

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/**
 * An API that trusts tokens it should not: where the token matches, the proxy replaces it by a good one with the same
 * claims, as if the API had not looked. `mend` puts right the claims that would still be refused.
 */
export const acceptTokens = (
  id: string,
  matches: (token: Token) => boolean,
  mend: (claims: TokenClaims) => TokenClaims = (claims) => claims,
  on: Matcher = onAll,
): Fault => {
  const forge = forgeOf();
  return {
    id,
    request(request) {
      const token = on(request) ? tokenOf(request) : undefined;
      if (token && matches(token)) request.headers.authorization = `Bearer ${forge.sign(mend(token.claims))}`;
    },
  };
};

/** An API that does not look at `exp`. */
export const acceptExpiredTokens = (): Fault =>
  acceptTokens(
    'accepts-expired-tokens',
    ({ claims }) => Number(claims.exp) < nowSeconds(),
    (claims) => ({ ...claims, exp: nowSeconds() + 600 }),
  );

/** An API that decodes tokens and does not verify them. */
export const trustAnySignature = (): Fault => acceptTokens('trusts-any-signature', () => true);

/** An API that refuses credentials it should accept. */
export const refuseCredentials = (
  id: string,
  matches: (request: ProxiedRequest, token: Token | undefined) => boolean,
): Fault => ({
  id,
  request(request) {
    if (matches(request, tokenOf(request))) request.headers.authorization = 'Bearer refused';
  },
});

/**
 * An API that serves matching requests without credentials: as if whoever called before had sent them, or somebody of
 * the given kind.
 */
export const serveAnonymous = (matches: Matcher, kind?: string): Fault => {
  const forge = forgeOf();
  let last = `Bearer ${forge.sign(forge.claims(kind ?? 'admin', 'nobody'))}`;
  return {
    id: 'serves-anonymous',
    request(request) {
      const { authorization } = request.headers;
      if (authorization === undefined && matches(request)) request.headers.authorization = last;
      else if (authorization !== undefined && kind === undefined) last = authorization;
    },
  };
};

type Denial = 'plain' | 'with-object';

/**
 * An API that does not ask who owns what: matching requests are carried out as the owner of what they name, in the path
 * or the body. With `denial` it says 404 to strangers and carries their requests out all the same.
 */
export const ignoreOwnership = (matches: Matcher, denial?: Denial): Fault => {
  const owners = new Map<string, string>();
  const strangers = new WeakSet<ProxiedRequest>();
  return {
    id: 'ignores-ownership',
    request(request) {
      if (!matches(request)) return;
      const caller = request.headers.authorization;
      for (const [id, owner] of owners) {
        if (request.path.includes(id) || request.body.includes(id)) request.headers.authorization = owner;
      }
      if (caller !== request.headers.authorization) strangers.add(request);
    },
    response(response, request) {
      const id = valueAt(parseJson(response.body), '/id');
      const { authorization } = request.headers;
      if (response.status === 201 && typeof id === 'string' && authorization) owners.set(id, authorization);
      if (denial === undefined || !strangers.has(request)) return;
      response.status = 404;
      if (denial === 'plain') response.body = '{"title":"Not Found","status":404}';
    },
  };
};

/** An API whose lists show everything that was made, to everybody who asks (in the right way). */
export const listEverything = (list: Matcher, made: Matcher, asked: (path: string) => boolean = () => true): Fault => {
  const all: unknown[] = [];
  return {
    id: 'lists-everything',
    response(response, request) {
      const body = parseJson(response.body);
      if (made(request) && response.status === 201) all.push(body);
      if (list(request) && asked(request.path)) response.body = JSON.stringify(withValue(body, '/items', all));
    },
  };
};

/** An API that stores a field of the body although it belongs to the server. */
export const storeField = (matches: Matcher, pointer: string): Fault => {
  const stored = new Map<string, unknown>();
  return {
    id: `stores${pointer.replaceAll('/', '-')}`,
    response(response, request) {
      const body = parseJson(response.body);
      const id = valueAt(body, '/id');
      if (typeof id !== 'string') return;
      const given = valueAt(parseJson(request.body), pointer);
      if (given !== undefined && matches(request)) stored.set(id, given);
      if (stored.has(id)) response.body = JSON.stringify(withValue(body, pointer, stored.get(id)));
    },
  };
};

/** An API that authorises the method on the wire and carries out the one in `X-HTTP-Method-Override`. */
export const honourMethodOverride = (carrier: string): Fault => {
  let last: string | undefined;
  return {
    id: `honours-method-override-of-${carrier.toLowerCase()}`,
    request(request) {
      const method = request.headers['x-http-method-override'];
      if (method === undefined) last = request.headers.authorization ?? last;
      else if (request.method === carrier) {
        request.method = method;
        if (last) request.headers.authorization = last;
      }
    },
  };
};

/** An API that takes other keys for the right one; the right one is the default. */
export const acceptApiKeys = (
  matches: Matcher,
  accepts: (given: string | undefined, key: string) => boolean,
): Fault => ({
  id: 'accepts-api-keys',
  request(request) {
    const key = inject('reference').warehouseKey;
    if (matches(request) && accepts(request.headers['x-api-key'], key)) request.headers['x-api-key'] = key;
  },
});

/** An API that repeats in its errors what it was sent in Authorization. */
export const echoCredentials = (): Fault => ({
  id: 'echoes-credentials',
  response(response, request) {
    if (response.status === 401)
      response.body = JSON.stringify({ title: 'Unauthorized', status: 401, detail: request.headers.authorization });
  },
});
