import { randomBytes } from 'node:crypto';
import type { Challenge } from '../core/challenge.ts';

/** What the placeholders of a challenge's environment stand for in one run. */
export type EnvironmentValues = {
  port: number;
  /** By service name. */
  services: Readonly<Record<string, { url: string }>>;
  issuer?: { jwks: string; issuer: string; audience: string };
  /** By caller kind. */
  apiKeys: Readonly<Record<string, string>>;
};

/** A limit nobody reaches: what a candidate gets at levels that do not ask for a rate limit. */
const unlimited = { limit: 1_000_000, windowSeconds: 1 };

const lookUp = (name: string, challenge: Challenge, values: EnvironmentValues): string | undefined => {
  const [head, second = '', third = ''] = name.split('.');
  const rate = challenge.rateLimit ?? unlimited;
  if (name === 'port') return String(values.port);
  if (name === 'rateLimit.limit') return String(rate.limit);
  if (name === 'rateLimit.windowSeconds') return String(rate.windowSeconds);
  if (head === 'services' && third === 'url') return values.services[second]?.url;
  if (head === 'auth' && second === 'issuer') return values.issuer?.[third as 'jwks' | 'issuer' | 'audience'];
  if (head === 'auth' && second === 'callers') return values.apiKeys[third];
  return undefined;
};

/**
 * The environment the candidate's container receives: the challenge's templates filled for one run.
 * @param overrides environment set differently for one part, such as a raised rate limit under load
 * @throws Error for a placeholder that means nothing (a fault of the challenge)
 */
export const environmentOf = (
  challenge: Challenge,
  values: EnvironmentValues,
  overrides: Record<string, string> = {},
): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...challenge.environment, ...overrides }).map(([name, template]) => [
      name,
      template.replace(/\{([a-zA-Z.]+)\}/g, (_, placeholder: string) => {
        const value = lookUp(placeholder, challenge, values);
        if (value === undefined) throw new Error(`environment ${name}: nothing is known as {${placeholder}}`);
        return value;
      }),
    ]),
  );

/** Fresh API keys for the caller kinds that use one. */
export const createApiKeys = (challenge: Challenge): Record<string, string> =>
  Object.fromEntries(
    Object.entries(challenge.auth.callers)
      .filter(([, caller]) => caller.apiKey !== undefined)
      .map(([kind]) => [kind, `key_${randomBytes(24).toString('base64url')}`]),
  );
