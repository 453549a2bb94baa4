/** One operation of the challenge's contract (OpenAPI), looked up by `operationId`. */
export type Operation = {
  operationId: string;
  /** Upper case. */
  method: string;
  /** Path template, e.g. `/v2/orders/{orderId}`. */
  path: string;
  parameters: OperationParameter[];
  requestBody?: { required: boolean; mediaType: string; schema: JsonSchema };
  /** By status code, range (`4XX`) or `default`. */
  responses: Record<string, { mediaTypes: Record<string, JsonSchema | undefined>; headers: string[] }>;
  /** Names of security schemes, any of which suffices; empty when the operation is public. */
  security: string[];
  deprecated: boolean;
};

export type OperationParameter = {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required: boolean;
  schema: JsonSchema;
};

/** A JSON Schema 2020-12 object; its `$ref`s point into the document it comes from. */
export type JsonSchema = Record<string, unknown>;

/**
 * Text with placeholders, inside samples and parameters: `{unique}` (a token fresh for each instance),
 * `{product.id}` or `{product.body/sku}` (the id, or a JSON pointer into the body, of a needed resource).
 */
export type Template = unknown;

/** One way to make a valid body invalid. */
export type InvalidVariant = {
  /** For people: "a negative price". */
  why: string;
  /** JSON pointer of the field at fault. */
  field: string;
  /** Removes the field, or sets it. */
  change: { drop: true } | { set: unknown };
};

export type OperationRole = 'create' | 'get' | 'list' | 'update' | 'replace' | 'delete';

export type Pagination = {
  style: 'cursor';
  requirement: string;
  /** JSON pointers into a page. */
  items: string;
  next: string;
  /** Query parameter names. */
  limit: string;
  cursor: string;
  defaultLimit: number;
  maxLimit: number;
  /** The newest instance comes first; otherwise any fixed order will do. */
  newestFirst: boolean;
};

export type StateAction = {
  operation: string;
  /** `owner` or a caller kind. */
  caller: string;
  from: string[];
  to: string;
};

/** A resource of the API as the generic graders see it. */
export type Resource = {
  name: string;
  /** The requirement that asks for it; not expanded at levels without that requirement. */
  requirement: string;
  /** Operation ids of the contract by role. */
  operations: Partial<Record<OperationRole, string>>;
  /** Caller kind by role; `anonymous` where the operation is public. */
  callers: Partial<Record<OperationRole, string>>;
  /** Resources that must exist first, in order; made with the same owner. */
  needs: string[];
  /** Path parameter values by name. `{id}` stands for the instance's own id. */
  params: Record<string, string>;
  /** JSON pointer of the id in a body; absent for a resource that is named by its parents only. */
  id?: string;
  /** A valid body for create or replace. */
  sample: Template;
  /** A valid body for update (merge patch), or a different valid body for replace. */
  change?: Template;
  invalid: InvalidVariant[];
  /** JSON pointer of a field that must be unique among all instances. */
  unique?: string;
  /** JSON pointers a client must not be able to set, with a value to try. */
  protectedFields: { field: string; value: unknown }[];
  /** Instances belong to the caller who made them. */
  owned: boolean;
  /** Callers who may use some operations on everybody's instances, by kind: operation ids. */
  overseers: Record<string, string[]>;
  /** Status of a successful create; 202 for work that ends later. */
  createStatus: number;
  pagination?: Pagination;
  /**
   * ETag and If-Match on update, replace and delete. `parent` names the needed resource whose ETag counts, where the
   * instance has none of its own (a line item of a cart).
   */
  preconditions?: { requirement: string; required: boolean; parent?: string };
  idempotency?: { requirement: string; header: string };
  /** JSON pointer of the state, the state after creation and the actions between states. */
  states?: { requirement: string; field: string; initial: string; actions: Record<string, StateAction> };
  /** Asynchronous completion, read from the `get` operation. */
  async?: {
    field: string;
    done: string;
    failed: string;
    withinSeconds: number;
    /** What its completion adds to a counter of a needed resource. */
    effect?: { resource: string; field: string; amount: number };
  };
  /**
   * Creating one takes `amount` from a counter of a needed resource (and `release` action gives it back):
   * `{resource: product, field: /stock, amount: 1, release: cancel}`.
   */
  consumes?: { requirement: string; resource: string; field: string; amount: number; release?: string };
};

/** A deprecated version of part of the API, sharing its data with the current one. */
export type DeprecatedVersion = {
  name: string;
  requirement: string;
  successor: string;
  resources: Record<
    string,
    {
      operations: Partial<Record<OperationRole, string>>;
      sample: Template;
      /** Which field of the old body is which of the new one; `factor`: new = old x factor. */
      same: { old: string; new: string; factor?: number }[];
    }
  >;
};

export type CallerKind = {
  scopes: string[];
  roles: string[];
  apiKey?: { header: string; environment: string };
};

export type Requirement = {
  /** `R-07`. */
  id: string;
  title: string;
  /** Ids of the checks that judge it. Several requirements may share one. */
  checks: string[];
};

export type ServiceSpec = { image: string };

export type LoadOperationPlan = { operation: string; resource: string; share: number };

export type LoadPlan = {
  /** Environment set differently for the load container, e.g. a raised rate limit. */
  environment: Record<string, string>;
  operations: LoadOperationPlan[];
  /** Instances of each resource made beforehand. */
  seed: Record<string, number>;
  peak: { connections: number; seconds: number };
  fixed: { rate: number; seconds: number; warmupSeconds: number };
  objectives: { p99Ms: number; errorRate: number; minThroughput: number };
};

/** Seconds each stage may take. */
export type Budgets = {
  acquire: number;
  build: number;
  ready: number;
  check: number;
  load: number;
  stop: number;
  total: number;
};

/** A validated challenge at one level, as checks see it. Levels have already removed what they do not ask for. */
export type Challenge = {
  id: string;
  version: string;
  title: string;
  /** Port the candidate is asked to listen on. */
  port: number;
  level: string;
  /** Bar for the level, 0..100. */
  bar: number;
  profile: string;
  hours: number;
  /** Directory of the challenge. */
  directory: string;
  /** Requirements of this level only. */
  requirements: Requirement[];
  /** Check ids cited by requirements of other levels only: not asked here. */
  notAsked: ReadonlySet<string>;
  operations: ReadonlyMap<string, Operation>;
  /** The contract as parsed. */
  contract: Record<string, unknown>;
  /** Resources of this level, in dependency order. */
  resources: ReadonlyMap<string, Resource>;
  deprecated: DeprecatedVersion[];
  auth: {
    issuer?: { algorithm: 'RS256' | 'ES256'; issuer: string; audience: string };
    callers: Record<string, CallerKind>;
  };
  errors: { mediaType: string; validationStatuses: number[]; fieldErrors?: string };
  rateLimit?: { requirement: string; operation: string; resource: string; limit: number; windowSeconds: number };
  probes: { live: string; ready: string };
  services: Record<string, ServiceSpec>;
  /** Templates of the environment: `{services.postgres.url}`, `{auth.issuer.jwks}`, ... */
  environment: Record<string, string>;
  load?: LoadPlan;
  /** What candidates use on their own machine, all of it public: a signing key (PEM, path in the challenge) and API keys. */
  practice?: { key: string; keyId: string; apiKeys: Record<string, string> };
  budgets: Budgets;
  /** Points by family, before the profile. */
  weights: Record<string, number>;
  /** Factor by axis of the profile in use. */
  axes: { api: number; infrastructure: number };
};
