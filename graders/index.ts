import type { AnyCheck } from '../src/index.ts';
import { authChecks } from './auth/index.ts';
import { concurrencyChecks } from './concurrency/index.ts';
import { errorsChecks } from './errors/index.ts';
import { imageChecks } from './image/index.ts';
import { loadChecks } from './load/index.ts';
import { openapiChecks } from './openapi/index.ts';
import { paginationChecks } from './pagination/index.ts';
import { statusCodesChecks } from './status-codes/index.ts';
import { versioningChecks } from './versioning/index.ts';

/** Every check of the catalogue, family by family, in the order of the report. */
export const catalogue: readonly AnyCheck[] = [
  ...openapiChecks,
  ...statusCodesChecks,
  ...errorsChecks,
  ...paginationChecks,
  ...authChecks,
  ...versioningChecks,
  ...concurrencyChecks,
  ...loadChecks,
  ...imageChecks,
];
