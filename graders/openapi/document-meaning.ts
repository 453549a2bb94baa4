import { CheckFailure, defineCheck } from '../../src/index.ts';
import { describedOperations } from './operations.ts';

export const documentMeaning = defineCheck({
  id: 'document-meaning',
  title: 'Describes what its answers hold',
  failureTitle: 'Does not describe what its answers hold',
  plain: 'Names the answers of the interface without saying what is in them.',
  family: 'openapi',
  axis: 'api',
  points: 0,
  severity: 'medium',
  basis: 'advisory',
  reference: { label: 'OpenAPI 3.1, Schema Object', url: 'https://spec.openapis.org/oas/v3.1.1.html#schema-object' },
  signals: ['api-design'],
  question: 'What would a generated client give its user for these answers?',
  visibility: 'public',
  needs: ['spec'],
  async run({ facts: { spec }, challenge }) {
    describedOperations(spec, challenge);
    const untyped = spec.problems.find(({ rule }) => rule === 'untyped-responses');
    if (untyped === undefined) return;
    throw new CheckFailure({
      message: `\`${spec.location}\`: ${untyped.message}`,
      expected: 'a schema with properties for most of them',
      at: untyped.pointer,
      remedy: 'Give each success response a schema with the properties of the answer.',
    });
  },
});
