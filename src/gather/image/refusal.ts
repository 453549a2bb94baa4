import type { AssayError } from '../../core/errors.ts';
import { refused } from '../../core/errors.ts';

/** The refusal of a line of the Dockerfile. */
export const refuseLine = (code: string, line: number, problem: string, hint: string): AssayError =>
  refused(code, `line ${line} of the Dockerfile ${problem}`, hint);
