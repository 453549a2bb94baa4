import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** The whole test command: static checks, then the three layers of tests; ends with one line of counts. */

type Counts = { passed: number; failed: number; skipped: number };

const grade = ['node', 'src/cli/grade.js'];

/** What must be there before tests run, each a command of ours. */
const preparations: Record<string, string[]> = {
  'engine and base images': [...grade, 'setup', '--install'],
  browser: ['node', 'test/support/browser.ts'],
};

const staticChecks: Record<string, string[]> = {
  format: ['biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
  types: ['tsc', '--noEmit'],
  'unused code': ['knip'],
  'import directions': ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'graders', 'challenges'],
};

const run = async (name: string, [command = '', ...args]: string[]): Promise<boolean> => {
  const begun = performance.now();
  process.stdout.write(`\n# ${name}\n`);
  const { failed } = await execa(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    preferLocal: true,
    reject: false,
  });
  process.stdout.write(
    `# ${name}: ${failed ? 'FAILED' : 'ok'} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`,
  );
  return !failed;
};

type VitestJson = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
};

/** Runs one layer; a layer that ends without a readable result counts as one failure. */
const runLayer = async (layer: string, directory: string): Promise<Counts> => {
  const output = join(directory, `${layer}.json`);
  const args = [
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    layer,
    '--reporter=default',
    '--reporter=json',
  ];
  const ok = await run(`tests: ${layer}`, ['vitest', ...args, `--outputFile.json=${output}`]);
  try {
    const result: VitestJson = JSON.parse(await readFile(output, 'utf8'));
    const failed = Math.max(result.numFailedTests, ok ? 0 : 1);
    process.stdout.write(`# tests: ${layer}: ${result.numPassedTests} passed, ${failed} failed\n`);
    return { passed: result.numPassedTests, failed, skipped: result.numPendingTests + result.numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const add = ({ passed, failed, skipped }: Counts): void => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

const directory = await mkdtemp(join(tmpdir(), 'assay-test-'));
for (const [name, command] of Object.entries({ ...staticChecks, ...preparations })) {
  add((await run(name, command)) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
}
for (const layer of ['unit', 'checks', 'engine']) add(await runLayer(layer, directory));
await rm(directory, { recursive: true, force: true });

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
