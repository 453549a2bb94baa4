import type { AnyCheck } from '../../src/index.ts';
import { asyncCompletion } from './async-completion.ts';
import { conditionalGet } from './conditional-get.ts';
import { createdLocation } from './created-location.ts';
import { createdReadback } from './created-readback.ts';
import { createdStatus } from './created-status.ts';
import { deletedResource } from './deleted-resource.ts';
import { duplicateConflict } from './duplicate-conflict.ts';
import { headConsistency } from './head-consistency.ts';
import { initialState } from './initial-state.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { missingResource } from './missing-resource.ts';
import { noContentBody } from './no-content-body.ts';
import { oversizedBody } from './oversized-body.ts';
import { rejectedWriteEffect } from './rejected-write-effect.ts';
import { replaceIdempotence } from './replace-idempotence.ts';
import { safeGet } from './safe-get.ts';
import { serverErrors } from './server-errors.ts';
import { stateTransitions } from './state-transitions.ts';
import { unknownRoute } from './unknown-route.ts';
import { unsupportedMediaType } from './unsupported-media-type.ts';
import { updateEffect } from './update-effect.ts';

/** Checks of the family, in the order of the report. */
export const statusCodesChecks: readonly AnyCheck[] = [
  createdStatus,
  createdLocation,
  createdReadback,
  missingResource,
  unknownRoute,
  methodNotAllowed,
  unsupportedMediaType,
  duplicateConflict,
  updateEffect,
  replaceIdempotence,
  rejectedWriteEffect,
  deletedResource,
  noContentBody,
  safeGet,
  conditionalGet,
  initialState,
  stateTransitions,
  asyncCompletion,
  oversizedBody,
  serverErrors,
  headConsistency,
];
