import { callerFor, defineCheck, expectStatus, judgeEach, operationOf } from '../../src/index.ts';
import { pagedResources, paginates } from './walk.ts';

const forged: Record<string, string> = {
  'a cursor of letters': 'not-a-cursor',
  'a cursor of base64 nonsense': Buffer.from('{"createdAt":"never","id":"?"}').toString('base64url'),
  'an SQL fragment': "' OR 1=1 --",
};

export const pageCursorInvalid = defineCheck({
  id: 'page-cursor-invalid',
  title: 'Refuses a cursor it never made',
  failureTitle: 'Does not refuse a cursor it never made',
  plain: 'Does not notice a made-up position in a list.',
  family: 'pagination',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'AIP-158', url: 'https://google.aip.dev/158' },
  codes: ['WFC 102'],
  signals: ['validation'],
  question: 'What is inside your cursor, and what if a client makes one up?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: paginates,
  run: ({ api, challenge }) =>
    judgeEach(
      pagedResources(challenge).flatMap((resource) =>
        Object.entries(forged).map(([what, cursor]) => ({ resource, what, cursor })),
      ),
      'nothing is paginated',
      async ({ resource, what, cursor }) => {
        const as = callerFor(api, resource, 'list', api.caller(resource.callers.list ?? 'anonymous'));
        const query = { [resource.pagination.cursor]: cursor };
        const exchange = await api.call(operationOf(resource, 'list'), { as, query, intent: 'invalid' });
        // 410 says that a cursor is no longer good: as clear.
        expectStatus(exchange, [400, 410, 422], {
          to: what,
          expected: '400 or 422',
          remedy: 'Decode and validate the cursor before using it; refuse what does not decode.',
        });
      },
    ),
});
