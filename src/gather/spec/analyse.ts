import type { SpecFact } from '../../core/artifact.ts';
import { readOperations } from '../../core/openapi.ts';
import { expandedNodes, tooHeavy } from './budget.ts';
import { compareContract } from './compare.ts';
import { limits } from './limits.ts';
import { locateSpec } from './locate.ts';
import { parseSpec } from './parse.ts';
import { bundle } from './references.ts';
import { clip } from './text.ts';
import { validateSpec } from './validate.ts';

type Json = Record<string, unknown>;

/** What to work on: a repository that may hold a document, or a document that was served. */
export type Task =
  | { origin: 'repository'; directory: string; contract: Json }
  | { origin: 'served'; path: string; text: string; contract: Json };

const locate = (task: Task): { path: string; bytes: Uint8Array } | undefined =>
  task.origin === 'served' ? { path: task.path, bytes: Buffer.from(task.text) } : locateSpec(task.directory);

const assertSize = (document: Json, location: string): void => {
  const operations = readOperations(document).length;
  if (operations > limits.maxOperations)
    throw tooHeavy(location, `it has ${operations} operations, the limit is ${limits.maxOperations}`);
  const nodes = expandedNodes(document);
  if (nodes > limits.maxExpandedNodes)
    throw tooHeavy(
      location,
      `its references expand to ${nodes.toExponential(1)} values, the limit is ${limits.maxExpandedNodes}`,
    );
};

/**
 * Finds, parses, bundles, validates and compares the document; undefined when the repository has none. Works on hostile
 * bytes: to be called in a process of its own, which may be killed.
 * @throws AssayError what is wrong with the document as a whole
 */
export const analyse = async (task: Task): Promise<SpecFact | undefined> => {
  const located = locate(task);
  if (located === undefined) return undefined;
  const location = clip(located.path);
  const { document, format, version } = parseSpec(located.bytes, location);
  const place = task.origin === 'repository' ? { root: task.directory, file: located.path } : undefined;
  const problems = bundle(document, place);
  assertSize(document, location);
  return {
    origin: task.origin,
    location,
    format,
    version,
    document,
    problems: await validateSpec(document, version, problems),
    differences: compareContract(task.contract, document),
    operations: readOperations(document).map(({ method, path }) => `${method} ${path}`),
  };
};
