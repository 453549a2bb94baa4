import SwaggerParser from '@apidevtools/swagger-parser';
import type { SpecProblem } from '../../../core/artifact.ts';
import { isObject, referenceSteps } from '../../../core/openapi.ts';
import { canonicalPointer, problem } from '../problem.ts';

/** Versions it accepts; it has no schema for others. */
const supported = /^3\.(0\.[0-4]|1\.[0-2])$/;

/** Says only that some branch of a schema did not fit. */
const isNoise = (detail: Record<string, unknown>): boolean =>
  ['oneOf', 'anyOf', 'if'].includes(String(detail.keyword)) || /property '\$ref'/.test(String(detail.message));

const detailsOf = (cause: unknown): Record<string, unknown>[] =>
  isObject(cause) && Array.isArray(cause.details) ? cause.details.filter(isObject) : [];

/**
 * The official JSON Schema's verdict on a document without references out of itself, by swagger-parser: the first thing
 * that does not fit, or nothing. Nothing for versions it does not know. Changes nothing.
 */
export const validateWithSwaggerParser = async (
  document: Record<string, unknown>,
  version: string,
): Promise<SpecProblem[]> => {
  if (!supported.test(version)) return [];
  try {
    const copy: Parameters<typeof SwaggerParser.validate>[1] = JSON.parse(JSON.stringify(document));
    await SwaggerParser.validate('openapi.json', copy, { resolve: { external: false } });
    return [];
  } catch (cause) {
    const details = detailsOf(cause);
    const detail = details.find((one) => !isNoise(one)) ?? details[0];
    const message = String(detail?.message ?? (cause instanceof Error ? cause.message : cause));
    const steps = referenceSteps(`#${detail?.instancePath ?? ''}`) ?? [];
    return [problem('parser', 'structure', canonicalPointer(document, steps), `${message} [swagger-parser]`)];
  }
};
