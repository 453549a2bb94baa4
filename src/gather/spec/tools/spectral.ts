import core, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import type { SpecProblem } from '../../../core/artifact.ts';
import { canonicalPointer, problem, type Rule } from '../problem.ts';

/** Spectral's rules in use, and what each is about. Those for examples are not, for the reasons Redocly's are not. */
const rules: Record<string, Rule> = {
  'array-items': 'structure',
  'duplicated-entry-in-enum': 'enum-duplicates',
  'oas3-operation-security-defined': 'security-undefined',
  'oas3-schema': 'structure',
  'oas3-server-variables': 'server-variables',
  'openapi-tags-uniqueness': 'tags-unique',
  'operation-operationId-unique': 'operation-id-unique',
  'operation-parameters': 'parameters-unique',
  'path-declarations-must-exist': 'path-parameters',
  'path-not-include-query': 'bad-path',
  'path-params': 'path-parameters',
  'typed-enum': 'enum-type',
  'invalid-ref': 'ref-unresolved',
};

// the published types of the ruleset and of its engine disagree about one type parameter
const oas = rulesets.oas as unknown as RulesetDefinition;

/** Given by Spectral itself, not part of the ruleset. */
const unlisted = ['invalid-ref'];

type Found = { code: string | number; message: string; path: (string | number)[] };

/** Readings of messages that are about something else than their rule says; `undefined` drops them. */
const readings: [code: string, message: RegExp, rule: Rule | undefined][] = [
  // formats are annotations, and a pattern in another dialect has a rule of its own
  ['*', /must match format/, undefined],
  // said for lack of a better word when the real reason stands beside it
  ['oas3-schema', /match (a schema in anyOf|exactly one schema in oneOf)/, undefined],
  // the schema says it with the exact place
  ['path-params', /must have "required" property/, undefined],
  ['path-params', /must not be equivalent/, 'paths-ambiguous'],
  ['path-params', /must not be defined multiple times/, 'parameters-unique'],
  ['oas3-schema', /^"paths" property must not have unevaluated/, 'bad-path'],
  // `operation-parameters` says which
  ['oas3-schema', /"parameters" property must not have duplicate items/, undefined],
];

const ruleOf = ({ code, message, path }: Found): Rule | undefined => {
  if (path[0] === 'paths' && path.length === 2 && /is not expected to be here/.test(message)) return 'bad-path';
  const reading = readings.find(([name, pattern]) => (name === '*' || name === code) && pattern.test(message));
  return reading === undefined ? rules[code] : reading[2];
};

/** Problems that Spectral's rules find in a document without references out of itself. Changes nothing. */
export const lintWithSpectral = async (document: Record<string, unknown>): Promise<SpecProblem[]> => {
  const spectral = new core.Spectral();
  const names = Object.keys(rules).filter((name) => !unlisted.includes(name));
  spectral.setRuleset({
    extends: [[oas, 'off']],
    rules: Object.fromEntries(names.map((name) => [name, 'error' as const])),
  });
  const problems: SpecProblem[] = [];
  for (const found of await spectral.run(structuredClone(document))) {
    const rule = ruleOf(found);
    if (rule === undefined) continue;
    const pointer = canonicalPointer(document, found.path);
    problems.push(problem('spectral', rule, pointer, `${found.message} [${found.code}]`));
  }
  return problems;
};
