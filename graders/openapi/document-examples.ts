import { defineCheck } from '../../src/index.ts';
import { expectNoProblems } from './problems.ts';

const id = 'document-examples';
const remedy = 'Correct the example or the schema; let a linter compare them.';

export const documentExamples = defineCheck({
  id,
  title: 'Gives examples and defaults that fit their schemas',
  failureTitle: 'Gives examples or defaults that contradict their schemas',
  plain: 'The examples for other developers would not work.',
  family: 'openapi',
  axis: 'api',
  points: 2,
  severity: 'low',
  basis: 'brief',
  reference: {
    label: 'OpenAPI 3.1, Media Type Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#media-type-object',
  },
  signals: ['api-design', 'care'],
  question: 'How do you keep examples true?',
  visibility: 'public',
  needs: ['spec'],
  run: async ({ facts, challenge }) => expectNoProblems(facts.spec, challenge, id, remedy),
});
