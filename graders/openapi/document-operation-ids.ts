import { defineCheck } from '../../src/index.ts';
import { expectNoProblems } from './problems.ts';

const id = 'document-operation-ids';
const remedy = 'Give each operation an id of its own, and each place one path template.';

export const documentOperationIds = defineCheck({
  id,
  title: 'Names every operation and path unambiguously',
  failureTitle: 'Has operations that cannot be told apart',
  plain: 'Two things in the description go by the same name.',
  family: 'openapi',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'standard',
  reference: {
    label: 'OpenAPI 3.1, Operation Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#operation-object',
  },
  signals: ['api-design'],
  question: 'What are operation ids used for?',
  visibility: 'public',
  needs: ['spec'],
  run: async ({ facts, challenge }) => expectNoProblems(facts.spec, challenge, id, remedy),
});
