import { type Challenge, CheckBlocked, type LifecycleFact } from '../../src/index.ts';

/** The rule of checks that write around a stop: something can be made in one step and read. */
export const hasSimpleResource = (challenge: Challenge): string | undefined => {
  const simple = [...challenge.resources.values()].some(
    ({ needs, operations, async }) => needs.length === 0 && operations.create && operations.get && !async,
  );
  return simple ? undefined : 'this level has no resource that is made in one step';
};

/**
 * A fact of the stop that is there whenever something could be written before it.
 * @throws CheckBlocked when it is absent, with the reason
 */
export const requireTried = <T>(fact: T | undefined, { stopMs, exitCode }: LifecycleFact): T => {
  if (fact !== undefined) return fact;
  throw new CheckBlocked(
    stopMs === undefined && exitCode !== undefined
      ? `the container had ended by itself with code ${exitCode}`
      : 'nothing could be written before the stop',
  );
};
