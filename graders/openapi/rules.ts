import type { SpecFact, SpecProblem } from '../../src/index.ts';

/** Which check a rule of the document belongs to: one cause costs points once. Rules that are not here: structure. */
export const checkOfRule: ReadonlyMap<string, string> = new Map([
  ['bad-path', 'document-structure'],
  ['server-variables', 'document-structure'],
  ['structure', 'document-structure'],
  ['tags-unique', 'document-structure'],
  ['ref-outside-repo', 'document-references'],
  ['ref-unresolved', 'document-references'],
  ['remote-ref', 'document-references'],
  ['parameters-unique', 'document-parameters'],
  ['path-parameters', 'document-parameters'],
  ['operation-id-unique', 'document-operation-ids'],
  ['paths-ambiguous', 'document-operation-ids'],
  ['security-undefined', 'document-security'],
  ['default-mismatch', 'document-examples'],
  ['example-mismatch', 'document-examples'],
  ['enum-type', 'document-constraints'],
  ['range-empty', 'document-constraints'],
  ['schema-type', 'document-constraints'],
]);

/** The problems a check answers for: errors only, warnings are advice. */
export const problemsOf = (spec: Pick<SpecFact, 'problems'>, checkId: string): SpecProblem[] =>
  spec.problems.filter(
    ({ rule, severity }) => severity === 'error' && (checkOfRule.get(rule) ?? 'document-structure') === checkId,
  );
