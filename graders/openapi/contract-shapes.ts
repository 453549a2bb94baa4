import type { Challenge, ContractDifference } from '../../src/index.ts';
import { CheckFailure, defineCheck, judgeEach } from '../../src/index.ts';
import { describedOperations } from './operations.ts';

/** Differences told of one operation. */
const maxTold = 3;

/** Other kinds have checks of their own. */
const kinds: readonly ContractDifference['kind'][] = [
  'missing-property',
  'type-changed',
  'extra-required',
  'missing-parameter',
  'missing-response',
];

/** Headers the contract requires for the sake of something that the level leaves out. */
const spareHeaders = (challenge: Challenge, operationId: string): string[] => {
  const resource = [...challenge.resources.values()].find(({ operations }) =>
    Object.values(operations).includes(operationId),
  );
  const spared = resource?.preconditions ? [] : ['if-match', 'if-none-match'];
  return resource?.idempotency ? spared : [...spared, 'idempotency-key'];
};

/**
 * Whether the level asks for what is different. Which refusals an operation has is the candidate's choice within the
 * brief; whether they are declared is judged by the answers themselves.
 */
const isAsked = (challenge: Challenge, { kind, operationId, detail }: ContractDifference): boolean => {
  if (kind === 'missing-response') return /^response 2/.test(detail);
  if (kind !== 'missing-parameter') return true;
  const header = /^header parameter `([^`]+)`/.exec(detail)?.[1];
  return header === undefined || !spareHeaders(challenge, operationId).includes(header.toLowerCase());
};

export const contractShapes = defineCheck({
  id: 'contract-shapes',
  title: 'Describes parameters and bodies as the contract has them',
  failureTitle: 'Describes parameters or bodies that differ from the contract',
  plain: 'The data in the description is not the data that was ordered.',
  family: 'openapi',
  axis: 'api',
  points: 5,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['api-design', 'compatibility'],
  question: 'Which change of a response breaks a client, and which one does not?',
  visibility: 'public',
  needs: ['spec'],
  run: async ({ facts: { spec }, challenge }) =>
    judgeEach(describedOperations(spec, challenge), 'nothing is described', async ({ asked: { operationId } }) => {
      const differences = spec.differences.filter(
        (one) => one.operationId === operationId && kinds.includes(one.kind) && isAsked(challenge, one),
      );
      const [first] = differences;
      if (first === undefined) return;
      const told = differences.slice(0, maxTold).map(({ detail }) => detail);
      const more = differences.length - told.length;
      throw new CheckFailure({
        message: `\`${first.operation}\` is described unlike the contract: ${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
        at: first.operation,
        remedy: 'Take over names and types of the contract; what you add must be optional.',
      });
    }),
});
