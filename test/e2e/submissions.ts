import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const solution = fileURLToPath(new URL('../../challenges/checkout/solutions/node/', import.meta.url));

/** What a weak submission does differently from the reference solution: in which file, what stands there, and what instead. */
type Edit = [file: string, from: string, to: string];

/** Answers wrong statuses and pages by offset through a list that grows at its head. */
const loose: Edit[] = [
  ['src/products.ts', '.code(201)', '.code(200)'],
  ['src/carts.ts', '.code(201)', '.code(200)'],
  ['src/problems.ts', "'sku-exists': [409", "'sku-exists': [400"],
  ['src/problems.ts', "'not-found': [404", "'not-found': [400"],
  ['src/problems.ts', "'method-not-allowed': [405", "'method-not-allowed': [404"],
  ['src/products.ts', '> ($1, $2) order by created_at, id limit', '> ($1, $2) order by created_at desc, id desc limit'],
  [
    'src/pages.ts',
    '  const rows = await read(cursor === undefined ? start : decode(list, cursor), limit + 1);\n',
    '  const offset = Number(cursor ?? 0) || 0;\n  const rows = (await read(start, offset + limit + 1)).slice(offset);\n',
  ],
  [
    'src/pages.ts',
    'end && rows.length > limit ? encode(list, end) : null',
    'end && rows.length > limit ? String(offset + limit) : null',
  ],
];

/** Accepts expired tokens and shows stack traces. */
const trusting: Edit[] = [
  [
    'src/auth.ts',
    '    } catch (error) {\n',
    '    } catch (error) {\n      if (error instanceof errors.JWTExpired) return callerOf(error.payload);\n',
  ],
  [
    'src/problems.ts',
    '    status,\n    ...(problem.message',
    '    status,\n    stack: problem.stack,\n    ...(problem.message',
  ],
  [
    'src/problems.ts',
    'export type ProblemDocument = { type',
    'export type ProblemDocument = { stack?: string | undefined; type',
  ],
];

/** Does not start. */
const broken: Edit[] = [
  [
    'src/main.ts',
    'const config = readConfig(process.env);',
    "throw new Error('REDIS_URL is not set');\nconst config = readConfig(process.env);",
  ],
];

/** Submissions by name. */
export const submissions = { good: [], loose, trusting, broken } satisfies Record<string, Edit[]>;

export type Submission = { path: string; dispose(): Promise<void> };

const identity = ['-c', 'user.name=Candidate', '-c', 'user.email=candidate@example.org'];

/**
 * A git repository of a submission made from the reference solution.
 * @throws Error when an edit finds nothing to change: the solution has moved on
 */
export const makeSubmission = async (name: keyof typeof submissions): Promise<Submission> => {
  const root = await mkdtemp(join(tmpdir(), 'assay-submission-'));
  const path = join(root, name);
  await cp(solution, path, { recursive: true, filter: (from) => basename(from) !== 'node_modules' });
  for (const [file, from, to] of submissions[name]) {
    const text = await readFile(join(path, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} of the reference solution has no ${JSON.stringify(from)}`);
    await writeFile(
      join(path, file),
      text.replaceAll(from, () => to),
    );
  }
  await execa('git', ['init', '--quiet', '--initial-branch=main'], { cwd: path });
  await execa('git', ['add', '--all'], { cwd: path });
  await execa('git', [...identity, 'commit', '--quiet', '--message=feat: checkout API'], { cwd: path });
  return { path, dispose: () => rm(root, { recursive: true, force: true }) };
};
