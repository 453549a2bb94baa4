import {
  answerOf,
  defineCheck,
  expectStatus,
  expectThat,
  judgeEach,
  lineOf,
  operationOf,
  resourcesWith,
  succeeded,
  withValue,
} from '../../src/index.ts';

const megabytes = 3;

export const oversizedBody = defineCheck({
  id: 'oversized-body',
  title: 'Refuses a body that is far too large, and lives on',
  failureTitle: 'Does not refuse a body that is far too large',
  plain: 'Can be kept busy or brought down by one huge request.',
  family: 'status-codes',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.14', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14' },
  codes: ['OWASP API4:2023'],
  signals: ['operations', 'security'],
  question: 'Where is the limit for bodies set in your stack?',
  visibility: 'public',
  needs: ['target'],
  exclusive: true,
  run: ({ api, challenge }) =>
    judgeEach(resourcesWith(challenge, 'create').slice(0, 1), 'nothing is created', async (resource) => {
      const { owner, needed, params } = await api.makeNeeds(resource.name);
      const sample = api.sample(resource.name, needed);
      const json = withValue(sample, '/filler', 'x'.repeat(megabytes * 1_000_000));
      const key = resource.idempotency ? { [resource.idempotency.header]: `key-${api.unique()}` } : {};
      const spec = { as: owner, params, json, headers: key, intent: 'invalid' as const };
      const exchange = await api.call(operationOf(resource, 'create'), spec);
      // Closing the connection while the body is still on its way is allowed (RFC 9110, 15.5.14).
      const closed = exchange.failure?.kind === 'reset';
      const remedy = 'Limit the size of bodies (1 MiB, say) and answer 413.';
      if (!closed) expectStatus(exchange, [413], { to: `a body of ${megabytes} MB`, remedy });
      const alive = await api.send({ method: 'GET', path: challenge.probes.live });
      expectThat(succeeded(alive), alive, {
        message: `After a body of ${megabytes} MB, \`${lineOf(alive)}\` ${answerOf(alive)}.`,
        expected: 'a 2xx status',
        remedy,
      });
    }),
});
