import type { SpecProblem } from '../../core/artifact.ts';
import { expandedNodes } from './budget.ts';
import { mergeProblems, problem } from './problem.ts';
import { checkPaths } from './tools/paths.ts';
import { checkSchemas } from './tools/schemas.ts';
import { checkValues } from './tools/values.ts';

type Json = Record<string, unknown>;
type Tool = 'redocly' | 'spectral' | 'parser';

/** Spectral and swagger-parser replace each reference by its target, and take about 0.1 ms for each value then. */
const maxResolvedNodes = 50_000;

/** A tool that fails on a document says nothing against it: that is what the other tools are for. */
const attempt = async (tool: Tool, run: () => Promise<SpecProblem[]>): Promise<SpecProblem[]> => {
  try {
    return await run();
  } catch (cause) {
    return [problem(tool, 'tool-failed', '', `${tool} could not read the document: ${String(cause)}`)];
  }
};

/**
 * Problems of a self-contained document, by Redocly, Spectral, swagger-parser and rules of our own, one for each place
 * and rule. The tools are loaded here, not before: they take longer than reading the document.
 */
export const validateSpec = async (
  document: Json,
  version: string,
  known: readonly SpecProblem[],
): Promise<SpecProblem[]> => {
  const { lintWithRedocly } = await import('./tools/redocly.ts');
  const { lintWithSpectral } = await import('./tools/spectral.ts');
  const { validateWithSwaggerParser } = await import('./tools/swagger-parser.ts');
  const problems = [...known, ...checkPaths(document), ...checkSchemas(document), ...checkValues(document)];
  problems.push(...(await attempt('redocly', () => lintWithRedocly(document, version))));
  if (expandedNodes(document) > maxResolvedNodes) return mergeProblems(problems);
  problems.push(...(await attempt('spectral', () => lintWithSpectral(document))));
  // its schema reports every branch that does not fit: worth asking only where the others are content
  if (!problems.some(({ severity }) => severity === 'error'))
    problems.push(...(await attempt('parser', () => validateWithSwaggerParser(document, version))));
  return mergeProblems(problems);
};
