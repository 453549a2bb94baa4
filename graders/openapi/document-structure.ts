import { defineCheck } from '../../src/index.ts';
import { expectNoProblems } from './problems.ts';

const id = 'document-structure';
const remedy = 'Validate the document in CI, with Redocly or Spectral, and mend what they report.';

export const documentStructure = defineCheck({
  id,
  title: 'Submits a structurally valid OpenAPI document',
  failureTitle: 'Submits an OpenAPI document that breaks the specification',
  plain: 'The description of the interface does not follow its own standard, so tools cannot read all of it.',
  family: 'openapi',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'standard',
  reference: { label: 'OpenAPI 3.1, Schema', url: 'https://spec.openapis.org/oas/v3.1.1.html#schema-0' },
  signals: ['api-design'],
  question: 'How do you keep the document valid while the API changes?',
  visibility: 'public',
  needs: ['spec'],
  run: async ({ facts, challenge }) => expectNoProblems(facts.spec, challenge, id, remedy),
});
