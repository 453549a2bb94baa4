import {
  anonymous,
  type Challenge,
  defineCheck,
  expectHeader,
  expectStatus,
  expectThat,
  judgeEach,
  operationOf,
  type Resource,
  resourcesWith,
} from '../../src/index.ts';

/** Methods that a path of the contract may lack, in order of preference. */
const candidates = ['DELETE', 'PUT', 'PATCH', 'POST'];

type Probe = { path: string; method: string; allowed: string[]; resource: Resource };

/** One method that the contract does not have, for every collection of a resource. */
const probes = (challenge: Challenge): Probe[] => {
  const all = [...challenge.operations.values()];
  return resourcesWith(challenge, 'create').flatMap((resource) => {
    const path = challenge.operations.get(operationOf(resource, 'create'))?.path ?? '';
    const allowed = all.filter((operation) => operation.path === path).map((operation) => operation.method);
    const method = candidates.find((candidate) => !allowed.includes(candidate));
    return method && !path.includes('{') ? [{ path, method, allowed, resource }] : [];
  });
};

export const methodNotAllowed = defineCheck({
  id: 'method-not-allowed',
  title: 'Answers 405 with Allow for a method it does not have',
  failureTitle: 'Does not answer 405 with Allow for a method it does not have',
  plain: 'Answers the wrong way to requests of a kind it does not offer.',
  family: 'status-codes',
  axis: 'api',
  points: 3,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.6', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6' },
  codes: ['EM 908'],
  signals: ['http'],
  question: 'What does a 405 have to carry, and who reads it?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(probes(challenge), 'no path lacks a method', async ({ path, method, allowed, resource }) => {
      const kind = resource.callers.create ?? resource.callers.list ?? 'anonymous';
      const as = kind === 'anonymous' ? anonymous : api.caller(kind);
      const exchange = await api.send({ method, path, as, intent: 'probe' });
      const remedy = 'Answer 405 with `Allow` naming the methods the path has.';
      expectStatus(exchange, 405, { to: 'a method the path does not have', remedy });
      const allow = expectHeader(exchange, 'allow', { remedy, expected: `Allow: ${allowed.join(', ')}` });
      const named = allow.split(',').map((word) => word.trim().toUpperCase());
      const missing = allowed.filter((word) => !named.includes(word));
      expectThat(missing.length === 0, exchange, {
        message: `The Allow header is \`${allow.slice(0, 120)}\` and lacks ${missing.join(', ')}.`,
        expected: `Allow: ${allowed.join(', ')}`,
        remedy,
      });
    }),
});
