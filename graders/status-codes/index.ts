import type { AnyCheck } from '../../src/index.ts';
import { createdStatus } from './created-status.ts';

/** Checks of the family, in the order of the report. */
export const statusCodesChecks: readonly AnyCheck[] = [createdStatus];
