import type { AnyCheck } from '../../src/index.ts';

/** Checks of the family, in the order of the report. */
export const openapiChecks: readonly AnyCheck[] = [];
