import { defineCheck } from '../../src/index.ts';
import { expectNoProblems } from './problems.ts';

const id = 'document-parameters';
const remedy = 'Declare each parameter of the path template exactly once, with `required: true`.';

export const documentParameters = defineCheck({
  id,
  title: 'Declares the parameters of every path once and completely',
  failureTitle: 'Declares path parameters that do not match the path',
  plain: 'The description of addresses contradicts itself.',
  family: 'openapi',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'standard',
  reference: {
    label: 'OpenAPI 3.1, Parameter Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#parameter-object',
  },
  signals: ['api-design'],
  question: 'What does a generated client do with a path parameter that is not declared?',
  visibility: 'public',
  needs: ['spec'],
  run: async ({ facts, challenge }) => expectNoProblems(facts.spec, challenge, id, remedy),
});
