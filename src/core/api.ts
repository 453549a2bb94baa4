import type { Challenge } from './challenge.ts';
import type { Exchange } from './exchange.ts';

/** Who sends a request. `anonymous` sends no credentials. */
export type Caller = {
  /** Kind of the challenge (`customer`, `admin`, `warehouse`, `anonymous`) or a forged one's description. */
  kind: string;
  /** Subject of the token; empty for anonymous and API keys. */
  subject: string;
  /** Credential headers, lower case. */
  headers: Readonly<Record<string, string>>;
};

/** One request. Everything is sent as given: nothing is validated, so that invalid requests can be made. */
export type RequestSpec = {
  method: string;
  /** Path, beginning with exactly one slash; the target's address is fixed. */
  path: string;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  /** JSON value; sent as `application/json` unless `headers` say otherwise. */
  json?: unknown;
  /** Body sent as it is, instead of `json`. */
  text?: string;
  as?: Caller;
  operationId?: string;
  /** Default `valid`. Say `invalid` for deliberate errors, `probe` for undeclared things. */
  intent?: Exchange['intent'];
};

/** A request made from an operation of the contract. */
export type CallSpec = Omit<RequestSpec, 'method' | 'path' | 'operationId'> & { params?: Record<string, string> };

/** A resource that exists in the candidate's API because a check made it. */
export type Instance = {
  resource: string;
  /** Empty where the resource is named by its parents only. */
  id: string;
  body: unknown;
  etag?: string;
  location?: string;
  owner: Caller;
  /** Path parameters that name it. */
  params: Record<string, string>;
  /** The request body that made it. */
  sent: unknown;
  exchange: Exchange;
  /** The instances it needed. */
  needed: Readonly<Record<string, Instance>>;
};

export type MakeOptions = {
  /** Who makes it; default: the caller kind of the challenge, one identity for each check. */
  as?: Caller;
  /** Instances to use for needs instead of new ones. */
  with?: Record<string, Instance>;
  /** Merged over the sample (top level). */
  body?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/**
 * The recording HTTP client as one check sees it. Never throws for what the server does: refusals, timeouts and garbage
 * are in the Exchange. Redirects are not followed; bodies are capped; each request has a deadline.
 */
export type Api = {
  challenge: Challenge;
  send(request: RequestSpec): Promise<Exchange>;
  /** @throws Error when the contract has no such operation (our bug) */
  call(operationId: string, spec?: CallSpec): Promise<Exchange>;
  /**
   * Sends all at once so that they arrive together: connections opened first, the last byte of each request held
   * back and then released.
   */
  race(requests: readonly RequestSpec[]): Promise<Exchange[]>;
  /** As `call`, without sending: for `race`. */
  prepare(operationId: string, spec?: CallSpec): RequestSpec;
  /** The identity `label` of a kind: same label, same identity within the check; unknown to every other check. */
  caller(kind: string, label?: string): Caller;
  /** A word no other check of the run uses: for names, keys, SKUs. Upper-case letters and digits. */
  unique(): string;
  /** A caller with a token made by hand; see `tokens`. */
  bearer(token: string, kind: string): Caller;
  tokens: TokenForge;
  /**
   * Makes an instance with everything it needs.
   * @throws CheckBlocked when a step is not answered with success: nothing to judge further
   */
  make(resource: string, options?: MakeOptions): Promise<Instance>;
  /** The request body `make` would send, placeholders filled from `needed`. */
  sample(resource: string, needed: Readonly<Record<string, Instance>>, which?: 'sample' | 'change'): unknown;
  /** Makes what a resource needs, without the resource itself. */
  makeNeeds(
    resource: string,
    options?: MakeOptions,
  ): Promise<{ owner: Caller; needed: Record<string, Instance>; params: Record<string, string> }>;
};

export type TokenClaims = Record<string, unknown>;

/** Signs what a check asks for, right or wrong, with the issuer's key that the candidate was given, or another. */
export type TokenForge = {
  /** Claims of a good token for the caller kind: iss, aud, sub, iat, exp, scope, roles. */
  claims(kind: string, subject: string): TokenClaims;
  /** Signed with the issuer's key; `header` is merged over `{alg, kid, typ}`. */
  sign(claims: TokenClaims, header?: Record<string, unknown>): string;
  /** Signed with the issuer's second published key, named by its `kid`: key rotation. */
  signWithNextKey(claims: TokenClaims): string;
  /** Signed with a key the candidate does not know. */
  signWithForeignKey(claims: TokenClaims, header?: Record<string, unknown>): string;
  /** No signature: `alg` as given (`none`, `None`, ...). */
  unsigned(claims: TokenClaims, alg: string): string;
  /** HMAC-SHA-256 keyed with the issuer's public key in the given form: the RS/HS confusion. */
  hmacWithPublicKey(claims: TokenClaims, form: 'pem' | 'pem-trimmed' | 'jwk'): string;
  /** HMAC-SHA-256 with a guessable secret. */
  hmac(claims: TokenClaims, secret: string): string;
  /** Public JWK of the key behind `signWithForeignKey`, for embedding in a header. */
  foreignPublicJwk(): Record<string, unknown>;
};
