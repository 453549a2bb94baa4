import type { Operation } from '../../src/index.ts';
import { CheckFailure, defineCheck, judgeEach, responseFor } from '../../src/index.ts';
import { describedOperations } from './operations.ts';

const anyOf = (own: Operation, statuses: readonly number[]): boolean =>
  statuses.some((status) => responseFor(own, status) !== undefined);

/** Refusals an operation of the contract can be answered with, and which of them the document leaves out. */
const missing = (asked: Operation, own: Operation): string[] => {
  const refusals = Object.keys(own.responses).some((status) => /^4|^default$/i.test(status));
  const hasInput = asked.requestBody !== undefined || asked.parameters.length > 0;
  const found: string[] = [];
  if (hasInput && !refusals) found.push('what happens to a request that is not valid');
  if (asked.security.length > 0 && !anyOf(own, [401])) found.push('401');
  if (asked.path.includes('{') && !anyOf(own, [404, 403, 410])) found.push('404');
  return found;
};

export const documentCoverage = defineCheck({
  id: 'document-coverage',
  title: 'Describes the refusals of every operation',
  failureTitle: 'Leaves out how operations refuse',
  plain: 'Describes what happens when all goes well, but not what happens when it does not.',
  family: 'openapi',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: {
    label: 'OpenAPI 3.1, Responses Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#responses-object',
  },
  signals: ['api-design'],
  question: 'Which errors does a client have to be ready for, and where does it learn that?',
  visibility: 'hidden',
  needs: ['spec'],
  run: async ({ facts, challenge }) =>
    judgeEach(describedOperations(facts.spec, challenge), 'nothing is described', async ({ asked, own }) => {
      const [first, ...others] = missing(asked, own);
      if (first === undefined) return;
      const at = `${asked.method} ${asked.path}`;
      throw new CheckFailure({
        message: `The responses of \`${at}\` do not say ${[first, ...others].join(' and ')}.`,
        expected: 'the refusals the operation has, by status, range (`4XX`) or `default`',
        received: Object.keys(own.responses).join(', ') || 'no responses',
        at,
        remedy: 'Describe each status the operation can answer with; share the descriptions under `components`.',
      });
    }),
});
