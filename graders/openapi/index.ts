import type { AnyCheck } from '../../src/index.ts';
import { contractOperations } from './contract-operations.ts';
import { contractShapes } from './contract-shapes.ts';
import { declaredBodies } from './declared-bodies.ts';
import { declaredHeaders } from './declared-headers.ts';
import { declaredMediaTypes } from './declared-media-types.ts';
import { declaredStatuses } from './declared-statuses.ts';
import { documentConstraints } from './document-constraints.ts';
import { documentCoverage } from './document-coverage.ts';
import { documentDescriptions } from './document-descriptions.ts';
import { documentExamples } from './document-examples.ts';
import { documentMeaning } from './document-meaning.ts';
import { documentOperationIds } from './document-operation-ids.ts';
import { documentParameters } from './document-parameters.ts';
import { documentReferences } from './document-references.ts';
import { documentSecurity } from './document-security.ts';
import { documentStructure } from './document-structure.ts';

/** Checks of the family, in the order of the report. */
export const openapiChecks: readonly AnyCheck[] = [
  documentStructure,
  documentReferences,
  documentParameters,
  documentOperationIds,
  documentSecurity,
  documentExamples,
  documentConstraints,
  documentCoverage,
  contractOperations,
  contractShapes,
  declaredStatuses,
  declaredBodies,
  declaredMediaTypes,
  declaredHeaders,
  documentMeaning,
  documentDescriptions,
];
