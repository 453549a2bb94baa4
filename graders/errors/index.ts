import type { AnyCheck } from '../../src/index.ts';
import { emptyBody } from './empty-body.ts';
import { fieldErrors } from './field-errors.ts';
import { malformedJson } from './malformed-json.ts';
import { problemMediaType } from './problem-media-type.ts';
import { problemMembers } from './problem-members.ts';
import { problemShape } from './problem-shape.ts';
import { validationConsistency } from './validation-consistency.ts';
import { validationStatus } from './validation-status.ts';
import { wrongJsonType } from './wrong-json-type.ts';

/** Checks of the family, in the order of the report. */
export const errorsChecks: readonly AnyCheck[] = [
  problemMediaType,
  problemMembers,
  problemShape,
  fieldErrors,
  validationStatus,
  validationConsistency,
  malformedJson,
  emptyBody,
  wrongJsonType,
];
