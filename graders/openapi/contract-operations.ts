import type { Finding } from '../../src/index.ts';
import { defineCheck, partial } from '../../src/index.ts';
import { counterpartOf, levelOperations, ownOperations } from './operations.ts';

/** Findings shown; the score counts all. */
const maxShown = 10;

export const contractOperations = defineCheck({
  id: 'contract-operations',
  title: 'Describes every operation asked for',
  failureTitle: 'Does not describe every operation asked for',
  plain: 'Parts of the interface that were ordered are not in its description.',
  family: 'openapi',
  axis: 'api',
  points: 6,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  codes: ['WFC 210'],
  signals: ['api-design', 'completeness'],
  question: 'How do you make sure that document and implementation have the same operations?',
  visibility: 'public',
  needs: ['spec'],
  async run({ facts: { spec }, challenge }) {
    const own = ownOperations(spec, challenge);
    const asked = levelOperations(challenge);
    const missing = asked.filter((operation) => counterpartOf(own, operation) === undefined);
    const findings = missing.slice(0, maxShown).map(({ method, path }): Finding => {
      const at = `${method} ${path}`;
      return {
        message: `\`${spec.location}\` does not describe \`${at}\`.`,
        at,
        remedy: 'Describe the operation at the method and path of the contract; base paths belong into `servers`.',
      };
    });
    return partial(1 - missing.length / asked.length, findings);
  },
});
