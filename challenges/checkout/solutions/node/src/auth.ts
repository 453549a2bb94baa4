import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import type { Config } from './config.ts';
import { Problem } from './problems.ts';

export type Caller = { subject: string; scopes: ReadonlySet<string>; isAdmin: boolean };

/** Who may use a route: anyone, the warehouse, or a caller with the scope or with the role `admin`. */
export type Access = 'public' | 'warehouse' | { scope?: 'cart' | 'orders'; admin?: true };

const leewaySeconds = 30;

const digest = (text: string) => createHash('sha256').update(text).digest();

const unauthorized = (challenge: string, detail: string) =>
  new Problem('unauthorized', detail, { headers: { 'www-authenticate': challenge } });

const callerOf = (payload: Record<string, unknown>): Caller => {
  const { sub, scope, roles } = payload;
  if (typeof sub !== 'string' || sub === '' || sub.includes('\0')) throw new errors.JWTInvalid('sub must be text');
  return {
    subject: sub,
    scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []),
    isAdmin: Array.isArray(roles) && roles.includes('admin'),
  };
};

/** Makes the guard of the routes; it answers who calls, or throws the 401 or 403. */
export const createGuard = ({ auth, warehouseKey }: Pick<Config, 'auth' | 'warehouseKey'>) => {
  const keys = createLocalJWKSet(auth.jwks);
  const expectedKey = digest(warehouseKey);

  const checkWarehouse = (request: FastifyRequest): undefined => {
    const key = request.headers['x-api-key'];
    // Digests have one length, which the comparison needs, and hide that of the key.
    if (typeof key !== 'string' || !timingSafeEqual(digest(key), expectedKey)) {
      throw unauthorized('ApiKey realm="warehouse"', 'X-Api-Key is missing or wrong.');
    }
  };

  const authenticate = async (request: FastifyRequest): Promise<Caller> => {
    const [scheme, token, ...rest] = (request.headers.authorization ?? '').trim().split(/ +/);
    if (scheme?.toLowerCase() !== 'bearer') throw unauthorized('Bearer', 'A bearer token is needed.');
    try {
      if (token === undefined || rest.length > 0) throw new errors.JWTInvalid('not one token');
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer: auth.issuer,
        audience: auth.audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: leewaySeconds,
      });
      return callerOf(payload);
    } catch (error) {
      request.log.info({ reason: error instanceof errors.JOSEError ? error.code : String(error) }, 'token refused');
      throw unauthorized('Bearer error="invalid_token"', 'The token is not accepted.');
    }
  };

  return async (request: FastifyRequest, access: Access): Promise<Caller | undefined> => {
    if (access === 'public') return undefined;
    if (access === 'warehouse') return checkWarehouse(request);
    const caller = await authenticate(request);
    if ((access.admin && caller.isAdmin) || (access.scope && caller.scopes.has(access.scope))) return caller;
    const challenge = `Bearer error="insufficient_scope"${access.scope ? `, scope="${access.scope}"` : ''}`;
    throw new Problem('forbidden', 'The token lacks the scope or the role.', {
      headers: { 'www-authenticate': challenge },
    });
  };
};
