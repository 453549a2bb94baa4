import type { ContractDifference } from '../../core/artifact.ts';
import type { JsonSchema, Operation, OperationParameter } from '../../core/challenge.ts';
import { isObject, readMatchingOperations, readOperations, templateKey } from '../../core/openapi.ts';
import { compareSchemas, type Report, type SchemaPair } from './compare-schemas.ts';
import { limits } from './limits.ts';
import { clip } from './text.ts';

type Json = Record<string, unknown>;
type Sides = { contract: Json; document: Json; report: Report };

/** The specification says that parameters of these names are ignored (OpenAPI 3.1, section 4.8.12.2). */
const ignoredHeaders = ['accept', 'content-type', 'authorization'];
/** Either is right for a request that breaks a rule (RFC 9110, sections 15.5.1 and 15.5.21). */
const validationStatuses = ['400', '422'];

const nameOf = ({ name, in: place }: OperationParameter): string =>
  `${place} ${place === 'header' ? name.toLowerCase() : name}`;

/** Names of headers, cookies and query parameters that carry credentials. */
const credentialNames = (contract: Json): string[] => {
  const schemes = isObject(contract.components) ? contract.components.securitySchemes : undefined;
  const names = Object.values(isObject(schemes) ? schemes : {}).map((scheme) => isObject(scheme) && scheme.name);
  return names.filter((name) => typeof name === 'string').map((name) => name.toLowerCase());
};

const compareParameters = (asked: Operation, given: Operation, { contract, document, report }: Sides): void => {
  const inContract = new Map(asked.parameters.map((parameter) => [nameOf(parameter), parameter]));
  const inDocument = new Map(given.parameters.map((parameter) => [nameOf(parameter), parameter]));
  for (const [name, parameter] of inContract) {
    if (parameter.in === 'path') continue;
    const found = inDocument.get(name);
    const at = `parameter \`${parameter.name}\``;
    if (found !== undefined) {
      const pair = { contract: parameter.schema, document: found.schema, direction: 'response', at } as const;
      compareSchemas(pair, contract, document, report);
    } else if (parameter.in === 'query' || parameter.required)
      report('missing-parameter', `${parameter.in} parameter \`${parameter.name}\` is not described`);
  }
  const unremarkable = [...ignoredHeaders, ...credentialNames(contract)];
  for (const [name, parameter] of inDocument) {
    if (!parameter.required || parameter.in === 'path' || unremarkable.includes(parameter.name.toLowerCase())) continue;
    if (inContract.get(name)?.required !== true)
      report('extra-required', `${name} is a required parameter, in the contract it is not`);
  }
};

const compareBodies = (asked: Operation, given: Operation, { contract, document, report }: Sides): void => {
  if (asked.requestBody === undefined) {
    if (given.requestBody?.required) report('extra-required', 'a request body is required, the contract has none');
    return;
  }
  const at = 'request body';
  if (given.requestBody === undefined) {
    report('missing-property', `${at} is not described`);
    return;
  }
  const schemas = { contract: asked.requestBody.schema, document: given.requestBody.schema };
  compareSchemas({ ...schemas, direction: 'request', at }, contract, document, report);
};

type Responses = Operation['responses'];

/** The response the document gives for a status: its own, its range's or the default one. */
const responseTo = (responses: Responses, status: string): Responses[string] | undefined =>
  responses[status] ?? responses[`${status[0]}XX`] ?? responses.default;

const jsonSchemaOf = (response: Responses[string]): JsonSchema | undefined => {
  const type = Object.keys(response.mediaTypes).find((name) => /[/+]json\b|^\*\/\*/i.test(name));
  return type === undefined ? undefined : (response.mediaTypes[type] ?? {});
};

const compareResponses = (asked: Operation, given: Operation, { contract, document, report }: Sides): void => {
  for (const [status, response] of Object.entries(asked.responses)) {
    if (!/^[24]\d\d$/.test(status)) continue;
    const alternatives = validationStatuses.includes(status) ? validationStatuses : [status];
    const found = alternatives.map((one) => responseTo(given.responses, one)).find((one) => one !== undefined);
    if (found === undefined) {
      report('missing-response', `response ${status} is not described`);
      continue;
    }
    const schema = status.startsWith('2') ? jsonSchemaOf(response) : undefined;
    if (schema === undefined) continue;
    const at = `response ${status}`;
    const pair: SchemaPair = { contract: schema, document: jsonSchemaOf(found) ?? {}, direction: 'response', at };
    compareSchemas(pair, contract, document, report);
  }
};

const placeOf = ({ method, path }: Operation): string => `${method} ${templateKey(path)}`;

/**
 * What a document lacks of the contract, or asks for beyond it; at most `limits.maxProblems` differences, in the order
 * of the contract. Operations are the same when method and path are, whatever their parameters and base path are
 * called. Additions, other layouts of schemas, formats, enumerations and numbers that are integers are no differences.
 */
export const compareContract = (contract: Json, document: Json): ContractDifference[] => {
  const operations = readOperations(contract);
  const described = new Map(readMatchingOperations(document, operations).map((given) => [placeOf(given), given]));
  const differences: ContractDifference[] = [];
  for (const asked of operations) {
    const { operationId, method, path } = asked;
    const report: Report = (kind, detail) =>
      differences.push({ kind, operationId, operation: `${method} ${path}`, detail: clip(detail) });
    const given = described.get(placeOf(asked));
    if (given === undefined) {
      report('missing-operation', 'the document does not describe this operation');
      continue;
    }
    const sides = { contract, document, report };
    compareParameters(asked, given, sides);
    compareBodies(asked, given, sides);
    compareResponses(asked, given, sides);
    if (asked.security.length > 0 && given.security.length === 0)
      report('security-dropped', 'the document says that no credentials are needed');
  }
  return differences.slice(0, limits.maxProblems);
};
