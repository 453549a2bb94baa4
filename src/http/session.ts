import type { Api } from '../core/api.ts';
import type { Challenge } from '../core/challenge.ts';
import { createApi } from './api.ts';
import { createIssuer, type Issuer, type SigningKey } from './issuer.ts';
import type { Recorder } from './recorder.ts';
import { createForge } from './tokens.ts';
import type { TargetAddress } from './wire.ts';

/** The credentials of one run: what the candidate is told, and what checks sign with. */
export type Credentials = { issuer: Issuer; apiKeys: Readonly<Record<string, string>> };

/** What a challenge without tokens is given: an issuer nobody asks. */
const unused = { algorithm: 'ES256', issuer: 'https://issuer.example.test/', audience: 'none' } as const;

/** Credentials with fresh keys, or with the given signing keys. */
export const createCredentials = (
  challenge: Challenge,
  apiKeys: Readonly<Record<string, string>>,
  keys?: readonly SigningKey[],
): Credentials => ({ issuer: createIssuer(challenge.auth.issuer ?? unused, keys), apiKeys });

/** Makes the clients of a run's checks against one target, all recorded in one place. */
export const clientFactory = (
  challenge: Challenge,
  address: TargetAddress,
  recorder: Recorder,
  { issuer, apiKeys }: Credentials,
): ((checkId: string, random: () => number, signal: AbortSignal) => Api) => {
  const forge = createForge(issuer, challenge.auth.callers);
  return (checkId, random, signal) =>
    createApi({ challenge, address, recorder, forge, apiKeys, checkId, random, signal });
};
