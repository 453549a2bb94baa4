import type { Challenge, Finding, SpecFact, SpecProblem } from '../../src/index.ts';
import { CheckFailure } from '../../src/index.ts';
import { describedOperations } from './operations.ts';
import { problemsOf } from './rules.ts';

/** Findings shown of one check; more say nothing new. */
const maxShown = 5;

const findingOfProblem = (spec: SpecFact, problem: SpecProblem, remedy: string): Finding => ({
  message: `\`${spec.location}\`: ${problem.message}`,
  at: problem.pointer || '/',
  remedy,
});

/**
 * The document has none of the problems a check answers for, and describes something at all.
 * @throws CheckFailure with the first problems; CheckBlocked for a document about nothing
 */
export const expectNoProblems = (spec: SpecFact, challenge: Challenge, checkId: string, remedy: string): void => {
  const problems = problemsOf(spec, checkId);
  if (problems.length > 0)
    throw new CheckFailure(problems.slice(0, maxShown).map((problem) => findingOfProblem(spec, problem, remedy)));
  describedOperations(spec, challenge);
};
