import { defineCheck } from '../../src/index.ts';
import { expectNoProblems } from './problems.ts';

const id = 'document-constraints';
const remedy = 'Let the bounds leave room, and give enumerations values of their own type.';

export const documentConstraints = defineCheck({
  id,
  title: 'Has no schema that nothing can satisfy',
  failureTitle: 'Has schemas that nothing can satisfy',
  plain: 'Sets rules for data that no data can follow.',
  family: 'openapi',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: {
    label: 'JSON Schema 2020-12, Validation',
    url: 'https://json-schema.org/draft/2020-12/json-schema-validation',
  },
  signals: ['api-design', 'care'],
  question: 'Which tools use the limits in your schemas?',
  visibility: 'hidden',
  needs: ['spec'],
  run: async ({ facts, challenge }) => expectNoProblems(facts.spec, challenge, id, remedy),
});
