import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The token issuer that the harness plays: the candidate gets the public key, checks sign with the private one. */
export type Issuer = {
  algorithm: 'RS256' | 'ES256';
  issuer: string;
  audience: string;
  keyId: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** A second key pair published beside the first, for rotation. */
  next: SigningKey;
  /** A pair the candidate never hears of. */
  foreign: KeyObject;
  /** JWK Set (RFC 7517) of both public keys, as JSON text. */
  jwks: string;
};

const keyPair = (algorithm: Issuer['algorithm']) =>
  algorithm === 'RS256'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });

const jwkOf = (key: KeyObject, keyId: string, algorithm: string) => ({
  ...key.export({ format: 'jwk' }),
  kid: keyId,
  alg: algorithm,
  use: 'sig',
});

export type SigningKey = { keyId: string; privateKey: KeyObject };

/**
 * Makes an issuer with fresh keys, or with given ones (the practice key of a challenge's kit).
 * @param config algorithm, `iss` and `aud` of the challenge
 * @param given the signing keys to publish, at least one; the last one plays the rotated key
 */
export const createIssuer = (
  config: Pick<Issuer, 'algorithm' | 'issuer' | 'audience'>,
  given: readonly SigningKey[] = ['assay-1', 'assay-2'].map((keyId) => ({
    keyId,
    privateKey: keyPair(config.algorithm).privateKey,
  })),
): Issuer => {
  const [first, next = first] = given;
  if (first === undefined || next === undefined) throw new RangeError('an issuer needs a key');
  const keys = given.map(({ privateKey, keyId }) => jwkOf(createPublicKey(privateKey), keyId, config.algorithm));
  return {
    ...config,
    keyId: first.keyId,
    privateKey: first.privateKey,
    publicKey: createPublicKey(first.privateKey),
    next,
    foreign: keyPair(config.algorithm).privateKey,
    jwks: JSON.stringify({ keys }),
  };
};
