import { callerFor, defineCheck, judgeEach, operationOf, resourcesWith } from '../../src/index.ts';
import { expectNoCrash } from './robustness.ts';

/** Spellings that some frameworks turn into arrays and objects, for a query parameter. */
const spellings = (name: string) => [
  `${name}=1&${name}=2`,
  `${name}[]=1`,
  `${name}[a]=1`,
  `${name}[__proto__]=1`,
  `${name}=`,
  name,
];

export const repeatedParameters = defineCheck({
  id: 'repeated-parameters',
  title: 'Survives repeated and nested query parameters',
  failureTitle: 'Fails at repeated or nested query parameters',
  plain: 'Fails when an address is written in an unusual way.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.6', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.6' },
  codes: ['WFC 100', 'CWE-235'],
  signals: ['robustness', 'validation'],
  question: 'Which type does your framework give a query parameter that is sent twice?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(resourcesWith(challenge, 'create', 'list'), 'nothing is listed', async (resource) => {
      const made = await api.make(resource.name);
      const request = api.prepare(operationOf(resource, 'list'), {
        as: callerFor(api, resource, 'get', made.owner),
        params: made.params,
        intent: 'probe',
      });
      const { limit = 'limit', cursor = 'cursor' } = resource.pagination ?? {};
      return judgeEach([limit, cursor].flatMap(spellings), 'nothing is asked', async (query) => {
        const exchange = await api.send({ ...request, path: `${request.path}?${query}` });
        expectNoCrash(exchange, {
          to: `the query \`${query}\``,
          remedy: 'Validate query parameters by type before using them; refuse those that are given twice.',
        });
      });
    }),
});
