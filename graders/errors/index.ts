import type { AnyCheck } from '../../src/index.ts';
import { badEncoding } from './bad-encoding.ts';
import { deepNesting } from './deep-nesting.ts';
import { emptyBody } from './empty-body.ts';
import { errorLeaks } from './error-leaks.ts';
import { fieldErrors } from './field-errors.ts';
import { hugeNumber } from './huge-number.ts';
import { loneSurrogate } from './lone-surrogate.ts';
import { longIdentifier } from './long-identifier.ts';
import { malformedJson } from './malformed-json.ts';
import { nullCharacter } from './null-character.ts';
import { problemMediaType } from './problem-media-type.ts';
import { problemMembers } from './problem-members.ts';
import { problemShape } from './problem-shape.ts';
import { prototypeKeys } from './prototype-keys.ts';
import { repeatedParameters } from './repeated-parameters.ts';
import { unicodeRoundtrip } from './unicode-roundtrip.ts';
import { validationConsistency } from './validation-consistency.ts';
import { validationStatus } from './validation-status.ts';
import { wrongJsonType } from './wrong-json-type.ts';

/** Checks of the family, in the order of the report. */
export const errorsChecks: readonly AnyCheck[] = [
  problemMediaType,
  problemMembers,
  problemShape,
  fieldErrors,
  errorLeaks,
  validationStatus,
  validationConsistency,
  malformedJson,
  emptyBody,
  wrongJsonType,
  nullCharacter,
  loneSurrogate,
  unicodeRoundtrip,
  hugeNumber,
  deepNesting,
  prototypeKeys,
  longIdentifier,
  badEncoding,
  repeatedParameters,
];
