import { defineCheck } from '../../src/index.ts';
import { expectNoProblems } from './problems.ts';

const id = 'document-references';
const remedy = 'Let every `$ref` point to something in the repository, and spell it right.';

export const documentReferences = defineCheck({
  id,
  title: 'Resolves every reference within the submission',
  failureTitle: 'Has references that lead nowhere',
  plain: 'Parts of the description point to something that is not there.',
  family: 'openapi',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'standard',
  reference: {
    label: 'OpenAPI 3.1, Reference Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#reference-object',
  },
  signals: ['api-design'],
  question: 'How do you split a large OpenAPI document, and who puts it together again?',
  visibility: 'public',
  needs: ['spec'],
  run: async ({ facts, challenge }) => expectNoProblems(facts.spec, challenge, id, remedy),
});
