import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-zA-Z0-9-]*$/, 'is a word of letters, digits and dashes');
const requirementId = z.string().regex(/^R-\d{2}$/, 'looks like R-07');
const pointer = z.string().regex(/^(\/[^/]*)+$/, 'is a JSON pointer such as /price/amount');
const roles = ['create', 'get', 'list', 'update', 'replace', 'delete'] as const;
const byRole = z.partialRecord(z.enum(roles), z.string());
const positive = z.number().positive();
const count = z.int().positive();

const invalidVariant = z.union([
  z.strictObject({ why: z.string(), field: pointer, drop: z.literal(true) }),
  z.strictObject({ why: z.string(), field: pointer, set: z.unknown() }),
]);

const pagination = z.strictObject({
  requirement: requirementId,
  style: z.literal('cursor'),
  items: pointer,
  next: pointer,
  limit: z.string(),
  cursor: z.string(),
  defaultLimit: count,
  maxLimit: count,
  newestFirst: z.boolean().default(false),
});

const states = z.strictObject({
  requirement: requirementId,
  field: pointer,
  initial: z.string(),
  actions: z.record(
    id,
    z.strictObject({ operation: z.string(), caller: z.string(), from: z.array(z.string()).min(1), to: z.string() }),
  ),
});

const counter = { resource: id, field: pointer, amount: count };

const resource = z.strictObject({
  requirement: requirementId,
  needs: z.array(id).default([]),
  operations: byRole,
  callers: byRole,
  params: z.record(z.string(), z.string()).default({}),
  id: pointer.optional(),
  sample: z.unknown(),
  change: z.unknown().optional(),
  invalid: z.array(invalidVariant).default([]),
  unique: pointer.optional(),
  protectedFields: z.array(z.strictObject({ field: pointer, value: z.unknown() })).default([]),
  owned: z.boolean().default(false),
  overseers: z.record(id, z.array(z.string())).default({}),
  createStatus: z.union([z.literal(200), z.literal(201), z.literal(202)]).default(201),
  pagination: pagination.optional(),
  preconditions: z
    .strictObject({ requirement: requirementId, required: z.boolean(), parent: id.optional() })
    .optional(),
  idempotency: z.strictObject({ requirement: requirementId, header: z.string() }).optional(),
  states: states.optional(),
  async: z
    .strictObject({
      field: pointer,
      done: z.string(),
      failed: z.string(),
      withinSeconds: positive,
      effect: z.strictObject(counter).optional(),
    })
    .optional(),
  consumes: z.strictObject({ requirement: requirementId, ...counter, release: z.string().optional() }).optional(),
});

const deprecatedVersion = z.strictObject({
  requirement: requirementId,
  successor: z.string(),
  resources: z.record(
    id,
    z.strictObject({
      operations: byRole,
      sample: z.unknown(),
      same: z.array(z.strictObject({ old: pointer, new: pointer, factor: positive.optional() })),
    }),
  ),
});

const caller = z.strictObject({
  scopes: z.array(z.string()).default([]),
  roles: z.array(z.string()).default([]),
  apiKey: z.strictObject({ header: z.string(), environment: z.string() }).optional(),
});

const load = z.strictObject({
  environment: z.record(z.string(), z.string()).default({}),
  seed: z.record(id, count).default({}),
  operations: z.array(z.strictObject({ operation: z.string(), resource: id, share: positive })).min(1),
  peak: z.strictObject({ connections: count, seconds: positive }),
  fixed: z.strictObject({ rate: positive, seconds: positive, warmupSeconds: z.number().nonnegative() }),
  objectives: z.strictObject({ p99Ms: positive, errorRate: z.number().min(0).max(1), minThroughput: positive }),
});

const budgets = z.strictObject({
  acquire: positive,
  build: positive,
  ready: positive,
  check: positive,
  load: positive,
  stop: positive,
  total: positive,
});

/** The shape of `challenge.yaml`. Every field is known: a misspelt one is an error that names it. */
export const challengeFile = z.strictObject({
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'is a semantic version'),
  title: z.string().min(1),
  hours: positive,
  contract: z.string(),
  port: z.int().min(1).max(65535),
  services: z.record(id, z.strictObject({ image: z.string() })).default({}),
  environment: z.record(z.string(), z.string()),
  probes: z.strictObject({ live: z.string().startsWith('/'), ready: z.string().startsWith('/') }),
  auth: z.strictObject({
    issuer: z
      .strictObject({ algorithm: z.enum(['RS256', 'ES256']), issuer: z.string(), audience: z.string() })
      .optional(),
    callers: z.record(id, caller),
  }),
  errors: z.strictObject({
    mediaType: z.string(),
    validationStatuses: z.array(z.int().min(400).max(499)).min(1),
    fieldErrors: pointer.optional(),
  }),
  resources: z.record(id, resource),
  versions: z.record(id, deprecatedVersion).default({}),
  rateLimit: z
    .strictObject({
      requirement: requirementId,
      operation: z.string(),
      resource: id,
      limit: count,
      windowSeconds: positive,
    })
    .optional(),
  load: load.optional(),
  budgets,
  weights: z.record(z.string(), positive),
  profiles: z.record(id, z.strictObject({ api: z.number().nonnegative(), infrastructure: z.number().nonnegative() })),
  levels: z.record(
    id,
    z.strictObject({ extends: id.optional(), bar: z.number().min(0).max(100), requirements: z.array(requirementId) }),
  ),
  defaults: z.strictObject({ level: id, profile: id }),
  practice: z
    .strictObject({ key: z.string(), keyId: z.string(), apiKeys: z.record(id, z.string()).default({}) })
    .optional(),
  requirements: z.record(requirementId, z.strictObject({ title: z.string(), checks: z.array(z.string()) })),
});

export type ChallengeFile = z.infer<typeof challengeFile>;
