import type { AnyCheck } from '../../src/index.ts';
import { apiKeyIsolation } from './api-key-isolation.ts';
import { apiKeyMissing } from './api-key-missing.ts';
import { apiKeyWrong } from './api-key-wrong.ts';
import { audienceList } from './audience-list.ts';
import { challengeHeader } from './challenge-header.ts';
import { clockLeeway } from './clock-leeway.ts';
import { embeddedKey } from './embedded-key.ts';
import { expiredToken } from './expired-token.ts';
import { forbiddenStatus } from './forbidden-status.ts';
import { foreignList } from './foreign-list.ts';
import { foreignObjectRead } from './foreign-object-read.ts';
import { foreignObjectWrite } from './foreign-object-write.ts';
import { foreignReference } from './foreign-reference.ts';
import { foreignSignature } from './foreign-signature.ts';
import { garbageCredentials } from './garbage-credentials.ts';
import { insufficientScope } from './insufficient-scope.ts';
import { invalidTokenChallenge } from './invalid-token-challenge.ts';
import { keyConfusion } from './key-confusion.ts';
import { lookalikeClaims } from './lookalike-claims.ts';
import { methodOverride } from './method-override.ts';
import { missingExpiry } from './missing-expiry.ts';
import { missingRole } from './missing-role.ts';
import { missingToken } from './missing-token.ts';
import { overseerAccess } from './overseer-access.ts';
import { prematureToken } from './premature-token.ts';
import { protectedFields } from './protected-fields.ts';
import { publicAccess } from './public-access.ts';
import { queryToken } from './query-token.ts';
import { rotatedKey } from './rotated-key.ts';
import { schemeCase } from './scheme-case.ts';
import { tamperedToken } from './tampered-token.ts';
import { tokenInError } from './token-in-error.ts';
import { unknownKeyId } from './unknown-key-id.ts';
import { unrelatedScope } from './unrelated-scope.ts';
import { unsignedToken } from './unsigned-token.ts';
import { weakSecretToken } from './weak-secret-token.ts';
import { wrongAudience } from './wrong-audience.ts';
import { wrongIssuer } from './wrong-issuer.ts';

/** Checks of the family, in the order of the report. */
export const authChecks: readonly AnyCheck[] = [
  missingToken,
  challengeHeader,
  invalidTokenChallenge,
  garbageCredentials,
  expiredToken,
  prematureToken,
  missingExpiry,
  clockLeeway,
  unsignedToken,
  foreignSignature,
  tamperedToken,
  keyConfusion,
  weakSecretToken,
  embeddedKey,
  unknownKeyId,
  rotatedKey,
  wrongIssuer,
  wrongAudience,
  audienceList,
  schemeCase,
  queryToken,
  tokenInError,
  insufficientScope,
  unrelatedScope,
  missingRole,
  lookalikeClaims,
  forbiddenStatus,
  overseerAccess,
  publicAccess,
  foreignObjectRead,
  foreignObjectWrite,
  foreignList,
  foreignReference,
  protectedFields,
  methodOverride,
  apiKeyMissing,
  apiKeyWrong,
  apiKeyIsolation,
];
