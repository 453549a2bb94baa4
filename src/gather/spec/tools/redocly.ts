import { BaseResolver, createConfig, lintDocument, Source } from '@redocly/openapi-core';
import type { SpecProblem } from '../../../core/artifact.ts';
import { referenceSteps } from '../../../core/openapi.ts';
import { canonicalPointer, problem, type Rule } from '../problem.ts';

/** Redocly's rules in use, and what each is about. */
const rules: Record<string, Rule> = {
  struct: 'structure',
  'no-unresolved-refs': 'ref-unresolved',
  'no-duplicated-enum-values': 'enum-duplicates',
  'no-duplicated-tag-names': 'tags-unique',
  'no-enum-type-mismatch': 'enum-type',
  'no-example-value-and-externalValue': 'structure',
  'no-identical-paths': 'paths-ambiguous',
  'no-invalid-media-type-examples': 'example-mismatch',
  'no-invalid-parameter-examples': 'example-mismatch',
  'no-invalid-schema-examples': 'example-mismatch',
  'no-required-schema-properties-undefined': 'required-undefined',
  'no-schema-type-mismatch': 'schema-type',
  'no-server-variables-empty-enum': 'server-variables',
  'no-undefined-server-variable': 'server-variables',
  'operation-2xx-response': 'success-response-missing',
  'operation-4xx-response': 'error-response-missing',
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
  (found.ruleId === 'security-defined' && /^Every operation should/.test(found.message)) ||
  // formats are annotations
  (found.ruleId.startsWith('no-invalid-') && /must match format/.test(found.message));

const ruleOf = (found: LintProblem, version: string, steps: readonly string[]): Rule => {
  const inSchema = steps.some((step) => step === 'schema' || step === 'schemas');
  // from 3.1 on schemas are JSON Schema, where an unknown keyword means nothing and is allowed
  const unknownKeyword = /is not expected here/.test(found.message) && inSchema && !version.startsWith('3.0');
  return unknownKeyword ? 'schema-keyword-unknown' : (rules[found.ruleId] ?? 'structure');
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
    const steps = referenceSteps(one.location[0]?.pointer ?? '#') ?? [];
    const rule = ruleOf(one, version, steps);
    return problem('redocly', rule, canonicalPointer(document, steps), `${one.message} [${one.ruleId}]`);
  });
};
