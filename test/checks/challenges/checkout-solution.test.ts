import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { startDatabase } from '../../support/reference.ts';

const solution = fileURLToPath(new URL('../../../challenges/checkout/solutions/node/', import.meta.url));

test('the reference solution of checkout passes its own tests', async () => {
  const files = (await readdir(join(solution, 'test'))).filter((name) => name.endsWith('.test.ts'));
  const database = await startDatabase();
  const { stdout, exitCode } = await execa(process.execPath, ['--test', ...files.map((name) => join('test', name))], {
    cwd: solution,
    env: { DATABASE_URL: database.url },
    reject: false,
    timeout: 60_000,
  });
  await database.stop();
  expect(exitCode, stdout).toBe(0);
});
