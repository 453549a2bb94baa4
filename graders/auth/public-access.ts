import type { Resource } from '../../src/index.ts';
import { anonymous, answerOf, defineCheck, expectThat, judgeEach, lineOf, succeeded } from '../../src/index.ts';

const publicRoles = ({ operations, callers }: Resource): ('get' | 'list')[] =>
  (['get', 'list'] as const).filter((role) => operations[role] !== undefined && callers[role] === 'anonymous');

export const publicAccess = defineCheck({
  id: 'public-access',
  title: 'Serves public reads without a token',
  failureTitle: 'Asks for a token where reading is public',
  plain: 'Hides from visitors what everybody should be able to see.',
  family: 'auth',
  axis: 'api',
  points: 1,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['security'],
  question: 'How does your code tell public routes from protected ones?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) => {
    const resources = [...challenge.resources.values()].filter((resource) => publicRoles(resource).length > 0);
    return judgeEach(resources, 'nothing is public', async (resource) => {
      const { params } = await api.make(resource.name);
      for (const role of publicRoles(resource)) {
        const exchange = await api.call(resource.operations[role] ?? '', { as: anonymous, params });
        expectThat(succeeded(exchange), exchange, {
          message: `\`${lineOf(exchange)}\` ${answerOf(exchange)} to a caller without a token.`,
          expected: 'a 2xx status: reading is public',
          remedy: 'Leave out the token check on public routes.',
        });
      }
    });
  },
});
