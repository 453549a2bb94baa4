import { expect, test } from 'vitest';
import { catalogue } from '../../../graders/index.ts';
import { checkOfRule, problemsOf } from '../../../graders/openapi/rules.ts';
import { problem, type Rule } from '../../../src/gather/spec/problem.ts';
import { validateSpec } from '../../../src/gather/spec/validate.ts';
import { editOf } from '../../support/document-faults.ts';
import { shop } from '../../unit/gather/spec/documents.ts';

const ids = catalogue.filter(({ family }) => family === 'openapi').map(({ id }) => id);

/** The checks that cost points for these problems. */
const losing = (problems: Parameters<typeof problemsOf>[0]['problems']): string[] =>
  ids.filter((id) => problemsOf({ problems }, id).length > 0);

const list = '/paths/~1items/get';
const item = '/paths/~1items~1{id}/get';
const schema = '/components/schemas/Item';
const json = `${item}/responses/200/content/application~1json`;
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

/** One defect each, and the one check that answers for it; none where it is no error. */
const seeded: [defect: string, at: string, to: unknown, check: string | undefined][] = [
  ['missing path parameter', `${item}/parameters`, [], 'document-parameters'],
  ['parameter that is not in the path', `${item}/parameters/1`, { ...id, name: 'x' }, 'document-parameters'],
  ['duplicate operation id', `${item}/operationId`, 'listItems', 'document-operation-ids'],
  ['optional path parameter', `${item}/parameters/0/required`, false, 'document-structure'],
  ['unresolved reference', `${json}/schema`, { $ref: '#/components/schemas/Nope' }, 'document-references'],
  ['no responses', `${list}/responses`, undefined, 'document-structure'],
  ['response without description', `${list}/responses/200/description`, undefined, 'document-structure'],
  ['undefined security scheme', '/security', [{ nobody: [] }], 'document-security'],
  ['unknown type', `${schema}/properties/price/type`, 'strng', 'document-structure'],
  ['required but not described', `${schema}/required/2`, 'ghost', undefined],
  ['wrong example of a schema', `${schema}/example`, { id: 5, name: 'a' }, 'document-examples'],
  ['wrong example of a response', `${json}/example`, { id: 5, name: 'a' }, 'document-examples'],
  ['duplicate parameter', `${item}/parameters/1`, id, 'document-parameters'],
  [
    'ambiguous paths',
    '/paths/~1items~1{key}',
    { get: { parameters: [{ ...id, name: 'key' }], responses: { 200: { description: 'ok' } } } },
    'document-operation-ids',
  ],
  ['status 99', `${list}/responses/99`, { description: 'x' }, 'document-structure'],
  ['minimum over maximum', `${list}/parameters/0/schema/minimum`, 101, 'document-constraints'],
  ['default that does not fit', `${list}/parameters/0/schema/default`, 0, 'document-examples'],
  ['broken pattern', `${schema}/properties/id/pattern`, '([a-z', undefined],
  ['unknown field', `${list}/responsez`, {}, 'document-structure'],
];

test.each(seeded)('a document with the defect "%s" loses the points of one check', async (_, at, to, check) => {
  const document = shop('3.0.3');
  editOf(document, { at, to });
  const problems = await validateSpec(document, '3.0.3', []);
  expect(losing(problems)).toEqual(check === undefined ? [] : [check]);
});

const errorRules: Rule[] = [
  ...(['bad-path', 'default-mismatch', 'enum-type', 'example-mismatch', 'operation-id-unique'] as const),
  ...(['parameters-unique', 'path-parameters', 'paths-ambiguous', 'range-empty', 'ref-outside-repo'] as const),
  ...(['ref-unresolved', 'remote-ref', 'schema-type', 'security-undefined', 'server-variables'] as const),
  ...(['tags-unique', 'structure'] as const),
];

test.each(errorRules)('the rule %s is an error, and belongs to one check', (rule) => {
  const found = problem('assay', rule, '/', 'm');
  expect(found.severity).toBe('error');
  expect(losing([found])).toEqual([checkOfRule.get(rule)]);
});

test('no other rule is named', () => {
  expect([...checkOfRule.keys()].sort()).toEqual([...errorRules].sort());
});

test.each(['unheard-of', 'constructor'])('the unknown rule %s is a fault of structure', (rule) => {
  expect(losing([{ tool: 'assay', rule, severity: 'error', message: 'm', pointer: '/' }])).toEqual([
    'document-structure',
  ]);
});

test('warnings cost nothing', () => {
  const warning = problem('assay', 'untyped-responses', '/', 'm');
  expect([warning.severity, losing([warning])]).toEqual(['warning', []]);
});
