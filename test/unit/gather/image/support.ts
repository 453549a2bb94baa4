import { AssayError } from '../../../../src/core/errors.ts';

/** "fault code" of what a function throws, or "accepted". */
export const outcomeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AssayError) return `${error.fault} ${error.code}`;
    throw error;
  }
  return 'accepted';
};

/** The message of an expected failure. */
export const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AssayError) return error.message;
    throw error;
  }
  throw new Error('expected a failure');
};
