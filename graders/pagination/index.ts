import type { AnyCheck } from '../../src/index.ts';
import { pageCursorInvalid } from './page-cursor-invalid.ts';
import { pageCursorOwner } from './page-cursor-owner.ts';
import { pageDefault } from './page-default.ts';
import { pageLimitInvalid } from './page-limit-invalid.ts';
import { pageMaximum } from './page-maximum.ts';
import { pageSize } from './page-size.ts';
import { pageSort } from './page-sort.ts';
import { pageStability } from './page-stability.ts';
import { pageTie } from './page-tie.ts';
import { pageWalk } from './page-walk.ts';

/** Checks of the family, in the order of the report. */
export const paginationChecks: readonly AnyCheck[] = [
  pageWalk,
  pageTie,
  pageSize,
  pageDefault,
  pageMaximum,
  pageLimitInvalid,
  pageCursorInvalid,
  pageCursorOwner,
  pageStability,
  pageSort,
];
