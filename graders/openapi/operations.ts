import type { Challenge, Operation, SpecFact } from '../../src/index.ts';
import { CheckBlocked, readMatchingOperations } from '../../src/index.ts';

const idsOfLevel = (challenge: Challenge): Set<string> => {
  const ofResources = [...challenge.resources.values()].flatMap(({ operations, states }) => [
    ...Object.values(operations),
    ...Object.values(states?.actions ?? {}).map(({ operation }) => operation),
  ]);
  const ofVersions = challenge.deprecated.flatMap(({ resources }) =>
    Object.values(resources).flatMap(({ operations }) => Object.values(operations)),
  );
  return new Set([...ofResources, ...ofVersions]);
};

/** The operations of the contract that the level asks for: of its resources and versions, and the readiness probe. */
export const levelOperations = (challenge: Challenge): Operation[] => {
  const ids = idsOfLevel(challenge);
  return [...challenge.operations.values()].filter(
    ({ operationId, path }) => ids.has(operationId) || path === challenge.probes.ready,
  );
};

const placeOf = ({ method, path }: Operation): string => `${method} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`;

/** The operation among `own` at the place of one of the contract, whatever its parameters are called. */
export const counterpartOf = (own: readonly Operation[], asked: Operation): Operation | undefined =>
  own.find((operation) => placeOf(operation) === placeOf(asked));

/** The operations of the candidate's document, below whichever of its servers fits the contract best. */
export const ownOperations = (spec: SpecFact, challenge: Challenge): Operation[] =>
  readMatchingOperations(spec.document, challenge.operations.values());

/** An operation of the contract and what the candidate's document has in its place. */
export type Described = { asked: Operation; own: Operation };

/**
 * The operations of the level that the document describes.
 * @throws CheckBlocked when there are none: a document about nothing has nothing that could be right
 */
export const describedOperations = (spec: SpecFact, challenge: Challenge): Described[] => {
  const own = ownOperations(spec, challenge);
  const described = levelOperations(challenge).flatMap((asked): Described[] => {
    const counterpart = counterpartOf(own, asked);
    return counterpart ? [{ asked, own: counterpart }] : [];
  });
  if (described.length > 0) return described;
  throw new CheckBlocked(`\`${spec.location}\` describes none of the operations asked for`, {
    message: `\`${spec.location}\` describes none of the ${levelOperations(challenge).length} operations asked for.`,
    received: spec.operations.slice(0, 5).join(', ') || 'no operations at all',
    remedy: 'Describe the operations of the contract at their paths.',
  });
};
