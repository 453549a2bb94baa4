import type { ContractDifference } from '../../core/artifact.ts';
import type { JsonSchema } from '../../core/challenge.ts';
import { type Shape, shapeOf } from './shape.ts';

type Json = Record<string, unknown>;

/** Takes one difference of the operation at hand. */
export type Report = (kind: ContractDifference['kind'], detail: string) => void;

export type SchemaPair = {
  contract: JsonSchema;
  document: JsonSchema;
  direction: 'request' | 'response';
  /** Where, for people: `response 200/price`. */
  at: string;
};

const quoted = (names: Iterable<string>): string => [...names].map((name) => `"${name}"`).join(', ');

const has = (schemas: readonly JsonSchema[] | undefined, flag: 'readOnly' | 'writeOnly'): boolean =>
  schemas?.some((schema) => schema[flag] === true) ?? false;

const joined = (schemas: readonly JsonSchema[]): JsonSchema => {
  const [first = {}, ...others] = schemas;
  return others.length === 0 ? first : { anyOf: [...schemas] };
};

const compareRequired = ({ direction, at }: SchemaPair, asked: Shape, given: Shape, report: Report): void => {
  if (direction === 'response') return;
  for (const name of given.required) {
    if (asked.required.has(name) || has(given.properties.get(name), 'readOnly')) continue;
    report('extra-required', `${at}/${name} is required, in the contract it is not`);
  }
};

/** Pairs of the properties that both describe; those that only the contract has are reported. */
const pairProperties = (pair: SchemaPair, asked: Shape, given: Shape, report: Report): SchemaPair[] => {
  const otherHalf = pair.direction === 'request' ? 'readOnly' : 'writeOnly';
  const names = [...asked.properties.keys()].filter((name) => !has(asked.properties.get(name), otherHalf));
  if (given.properties.size === 0 && names.length > 0) {
    report('missing-property', `${pair.at} describes no properties, the contract has ${quoted(names)}`);
    return [];
  }
  const pairs: SchemaPair[] = [];
  for (const name of names) {
    const at = `${pair.at}/${name}`;
    const document = given.properties.get(name);
    if (document === undefined) report('missing-property', `${at} is not described`);
    else pairs.push({ ...pair, contract: joined(asked.properties.get(name) ?? []), document: joined(document), at });
  }
  return pairs;
};

/**
 * Compares a schema of the contract with the document's: types, properties and what a request must hold. Everything the
 * document adds is welcome. `report` gets each difference; a circle of the contract is walked once.
 */
export const compareSchemas = (root: SchemaPair, contract: Json, document: Json, report: Report): void => {
  const compare = (pair: SchemaPair, above: ReadonlySet<string>): void => {
    const asked = shapeOf(pair.contract, contract);
    const isWalked = asked.references.size > 0 && [...asked.references].every((reference) => above.has(reference));
    if (isWalked) return;
    const given = shapeOf(pair.document, document);
    const common = [...asked.types].some((type) => given.types.has(type));
    if (asked.types.size > 0 && given.types.size > 0 && !common) {
      report('type-changed', `${pair.at} is ${quoted(given.types)}, in the contract ${quoted(asked.types)}`);
      return;
    }
    compareRequired(pair, asked, given, report);
    const pairs = pairProperties(pair, asked, given, report);
    if (asked.items.length > 0)
      pairs.push({ ...pair, contract: joined(asked.items), document: joined(given.items), at: `${pair.at}/*` });
    for (const inner of pairs) compare(inner, new Set([...above, ...asked.references]));
  };
  compare(root, new Set());
};
