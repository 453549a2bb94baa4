import { BaseResolver, createConfig, lintDocument, Source } from '@redocly/openapi-core';
import type { SpecProblem } from '../../../core/artifact.ts';
import { referenceSteps } from '../../../core/openapi.ts';
import { canonicalPointer, problem, type Rule } from '../problem.ts';
import { filesKey } from '../references.ts';

/**
 * Redocly's rules in use, and what each is about. Those for examples are not: a pattern of another dialect makes them
 * fail, and one that takes forever makes them hang.
 */
const rules: Record<string, Rule> = {
  struct: 'structure',
  'no-unresolved-refs': 'ref-unresolved',
  'no-duplicated-enum-values': 'enum-duplicates',
  'no-duplicated-tag-names': 'tags-unique',
  'no-enum-type-mismatch': 'enum-type',
  'no-example-value-and-externalValue': 'structure',
  'no-identical-paths': 'paths-ambiguous',
  'no-required-schema-properties-undefined': 'required-undefined',
  'no-schema-type-mismatch': 'schema-type',
  'no-server-variables-empty-enum': 'server-variables',
  'no-undefined-server-variable': 'server-variables',
  'operation-2xx-response': 'success-response-missing',
  'operation-operationId-unique': 'operation-id-unique',
  'operation-parameters-unique': 'parameters-unique',
  'path-declaration-must-exist': 'path-parameters',
  'path-not-include-query': 'bad-path',
  'path-parameters-defined': 'path-parameters',
  'security-defined': 'security-undefined',
  'spec-components-invalid-map-name': 'structure',
};

/** The document holds no reference to anything else; should one be left, nothing is read and nobody is asked. */
class NoResolver extends BaseResolver {
  override async loadExternalRef(): Promise<Source> {
    throw new Error('references out of the document are not followed');
  }
}

type LintProblem = Awaited<ReturnType<typeof lintDocument>>[number];

/** What Redocly says and the specification does not. */
const isMistaken = (found: LintProblem, version: string): boolean =>
  // 3.2 made the description of a response optional
  (version.startsWith('3.2') && found.ruleId === 'struct' && /field `description` must/.test(found.message)) ||
  // an operation without security is public, which is for the brief to judge
  (found.ruleId === 'security-defined' && /^Every operation should/.test(found.message));

const ruleOf = (found: LintProblem, version: string, steps: readonly string[]): Rule => {
  const unexpected = /is not expected here/.test(found.message);
  if (unexpected && steps[0] === 'paths' && steps.length === 2) return 'bad-path';
  const inSchema = steps.some((step) => ['schema', 'schemas', filesKey].includes(step));
  // from 3.1 on schemas are JSON Schema, where an unknown keyword means nothing and is allowed
  return unexpected && inSchema && !version.startsWith('3.0')
    ? 'schema-keyword-unknown'
    : (rules[found.ruleId] ?? 'structure');
};

const stepsOf = (found: LintProblem): string[] => {
  const steps = referenceSteps(found.location[0]?.pointer ?? '#') ?? [];
  // it names the value in place of the field
  return found.ruleId === 'operation-operationId-unique' ? steps.with(-1, 'operationId') : steps;
};

/**
 * Problems that Redocly's rules find in a document without references out of itself. Changes nothing.
 * @throws whatever Redocly throws on a document that is no OpenAPI at all
 */
export const lintWithRedocly = async (document: Record<string, unknown>, version: string): Promise<SpecProblem[]> => {
  const severity = Object.fromEntries(Object.keys(rules).map((rule) => [rule, 'error' as const]));
  const config = await createConfig({ rules: severity });
  const found = await lintDocument({
    document: { source: new Source('openapi.json', ''), parsed: structuredClone(document) },
    config,
    externalRefResolver: new NoResolver(),
  });
  const kept = found.filter((one) => !isMistaken(one, version));
  return kept.map((one) => {
    const steps = stepsOf(one);
    const rule = ruleOf(one, version, steps);
    return problem('redocly', rule, canonicalPointer(document, steps), `${one.message} [${one.ruleId}]`);
  });
};
