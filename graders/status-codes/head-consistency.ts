import {
  anonymous,
  defineCheck,
  expectStatus,
  judgeEach,
  notApplicable,
  operationOf,
  requireSuccess,
  resourcesWith,
  statusOf,
} from '../../src/index.ts';

export const headConsistency = defineCheck({
  id: 'head-consistency',
  title: 'Answers HEAD like GET without the body',
  failureTitle: 'Answers HEAD unlike GET',
  plain: 'Answers inconsistently when only the headers are asked for.',
  family: 'status-codes',
  axis: 'api',
  points: 0,
  severity: 'low',
  basis: 'advisory',
  reference: { label: 'RFC 9110, 9.3.2', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2' },
  signals: ['http'],
  question: 'Who uses HEAD?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(
      resourcesWith(challenge, 'list').filter(({ callers }) => (callers.list ?? 'anonymous') === 'anonymous'),
      'no list is public',
      async (resource) => {
        const path = challenge.operations.get(operationOf(resource, 'list'))?.path ?? '/';
        const get = requireSuccess(await api.send({ method: 'GET', path, as: anonymous }), 'listing');
        const head = await api.send({ method: 'HEAD', path, as: anonymous, intent: 'probe' });
        if ([404, 405, 501].includes(statusOf(head))) return notApplicable('HEAD is not served');
        expectStatus(head, statusOf(get), { to: 'HEAD', remedy: 'Route HEAD like GET.' });
      },
    ),
});
