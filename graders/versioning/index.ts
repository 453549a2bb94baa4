import type { AnyCheck } from '../../src/index.ts';
import { deprecationHeader } from './deprecation-header.ts';
import { successorLink } from './successor-link.ts';
import { sunsetHeader } from './sunset-header.ts';
import { unknownVersion } from './unknown-version.ts';
import { versionCoexistence } from './version-coexistence.ts';
import { versionDeclared } from './version-declared.ts';
import { versionErrorHeaders } from './version-error-headers.ts';
import { versionHeadersCurrent } from './version-headers-current.ts';
import { versionNewToOld } from './version-new-to-old.ts';
import { versionOldToNew } from './version-old-to-new.ts';
import { versionShape } from './version-shape.ts';

/** Checks of the family, in the order of the report. */
export const versioningChecks: readonly AnyCheck[] = [
  versionCoexistence,
  versionShape,
  versionNewToOld,
  versionOldToNew,
  deprecationHeader,
  sunsetHeader,
  successorLink,
  versionHeadersCurrent,
  versionErrorHeaders,
  unknownVersion,
  versionDeclared,
];
