import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import { parse } from 'yaml';

type Schema = Record<string, unknown>;
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Operation = {
  operationId: string;
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

const contract = parse(readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8'));

const operations = new Map<string, Operation>();
for (const path of Object.values<Record<string, Operation>>(contract.paths)) {
  for (const operation of Object.values(path)) operations.set(operation.operationId, operation);
}

/** References inside the document, made absolute: the schema compilers know the document as `contract`. */
const absolute = (schema: Schema): Schema => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/'));

const parameterOf = (parameter: Parameter | { $ref: string }): Parameter =>
  '$ref' in parameter ? contract.components.parameters[parameter.$ref.split('/').at(-1) ?? ''] : parameter;

/** The schemas by which the body and the query of an operation are validated: those of openapi.yaml itself. */
export const schemasOf = (operationId: string): { body?: Schema; querystring?: Schema } => {
  const operation = operations.get(operationId);
  if (!operation) throw new Error(`openapi.yaml has no operation ${operationId}`);
  const [content] = Object.values(operation.requestBody?.content ?? {});
  const query = (operation.parameters ?? []).map(parameterOf).filter((parameter) => parameter.in === 'query');
  const properties = Object.fromEntries(query.map((parameter) => [parameter.name, absolute(parameter.schema)]));
  return {
    ...(content && { body: absolute(content.schema) }),
    ...(query.length > 0 && { querystring: { type: 'object', properties } }),
  };
};

const compilerOf = (coerceTypes: boolean) => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, coerceTypes, useDefaults: coerceTypes });
  formats.default(ajv);
  return ajv.addSchema(contract, 'contract');
};
const strict = compilerOf(false);
const coercing = compilerOf(true);

/** JSON is taken as it is; a query has nothing but text, so numbers are read from it. */
export const validatorCompiler: FastifySchemaCompiler<Schema> = ({ schema, httpPart }) =>
  (httpPart === 'querystring' ? coercing : strict).compile(schema);
