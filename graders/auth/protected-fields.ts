import type { Api, CallSpec, Challenge, Exchange, Resource } from '../../src/index.ts';
import {
  answerOf,
  CheckBlocked,
  defineCheck,
  expectThat,
  findingOf,
  jsonOf,
  judgeEach,
  lineOf,
  statusOf,
  succeeded,
  valueAt,
  withValue,
} from '../../src/index.ts';
import { type ProtectedOperation, tokenOperations } from './operations.ts';
import { type ReadyRequest, readyRequest } from './ready-request.ts';

type Attempt = { operation: ProtectedOperation; field: string; value: unknown };

const attempts = (challenge: Challenge): Attempt[] =>
  tokenOperations(challenge)
    .filter(({ use }) => 'role' in use && ['create', 'update', 'replace'].includes(use.role))
    .flatMap((operation) => operation.resource.protectedFields.map((field) => ({ operation, ...field })));

const remedy = 'Copy the fields a client may set one by one into what you store; never the whole body.';

/** The same value, or the same moment written differently. */
const isSame = (seen: unknown, tried: unknown): boolean =>
  seen === tried || (typeof seen === 'string' && typeof tried === 'string' && Date.parse(seen) === Date.parse(tried));

/** Parameters of the instance a request made or changed. */
const paramsAfter = (resource: Resource, { instance, spec }: ReadyRequest, body: unknown): CallSpec['params'] => {
  if (instance) return instance.params;
  const id = resource.id === undefined ? '' : String(valueAt(body, resource.id) ?? '');
  const own = Object.entries(resource.params).filter(([, template]) => template === '{id}');
  return { ...spec.params, ...Object.fromEntries(own.map(([name]) => [name, id])) };
};

/** Reads again what the request wrote; the answer to the request itself where nothing can be read. */
const readBack = async (api: Api, resource: Resource, ready: ReadyRequest, written: Exchange): Promise<Exchange> => {
  const { operations, callers } = resource;
  if (operations.get === undefined) return written;
  const kind = callers.get ?? 'anonymous';
  const as = kind === ready.caller.kind ? ready.caller : api.caller(kind);
  const exchange = await api.call(operations.get, { as, params: paramsAfter(resource, ready, jsonOf(written)) });
  if (succeeded(exchange)) return exchange;
  const cause = `\`${lineOf(exchange)}\` ${answerOf(exchange)}, so what was written could not be read`;
  throw new CheckBlocked(cause, findingOf(exchange, { expected: 'a 2xx status', remedy }));
};

const judge = async (api: Api, { operation, field, value }: Attempt): Promise<void> => {
  const { resource, operationId } = operation;
  const ready = await readyRequest(api, operation);
  const json = withValue(ready.spec.json, field, value);
  const written = await api.call(operationId, { ...ready.spec, as: ready.caller, json, intent: 'invalid' });
  const isRefused = statusOf(written) >= 400 && statusOf(written) < 500;
  if (isRefused) return;
  if (!succeeded(written)) {
    const cause = `\`${lineOf(written)}\` ${answerOf(written)} to a body with \`${field}\``;
    throw new CheckBlocked(cause, findingOf(written, { expected: 'a 2xx or 4xx status', remedy }));
  }
  const seen = valueAt(jsonOf(await readBack(api, resource, ready, written)), field);
  expectThat(!isSame(seen, value), written, {
    message: `\`${lineOf(written)}\` took \`${field}\` from the client: ${JSON.stringify(value)}.`,
    expected: 'the field refused or ignored',
    at: field,
    remedy,
  });
};

export const protectedFields = defineCheck({
  id: 'protected-fields',
  title: 'Takes no fields from clients that belong to the server',
  failureTitle: 'Takes fields from clients that belong to the server',
  plain: 'Lets customers set values that only the service itself may set.',
  family: 'auth',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: {
    label: 'OWASP API3:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/',
  },
  codes: ['OWASP API3:2023', 'WFC 203', 'CWE-915'],
  signals: ['security'],
  question: 'What happens to members of a request body that you did not expect?',
  visibility: 'public',
  needs: ['target'],
  sticky: true,
  notApplicable: (challenge) => (attempts(challenge).length > 0 ? undefined : 'no field belongs to the server'),
  run: ({ api, challenge }) =>
    judgeEach(attempts(challenge), 'no field belongs to the server', (attempt) => judge(api, attempt)),
});
