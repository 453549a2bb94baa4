import { execa } from 'execa';
import { describe, expect, test } from 'vitest';

const grade = (args: string[], env: Record<string, string> = {}) =>
  execa('node', ['src/cli/grade.js', ...args], { reject: false, preferLocal: true, stdin: 'ignore', env });

describe('wrong usage ends with one line and exit code 2', () => {
  test.each([
    [
      'an unknown challenge',
      ['.', '--challenge', 'nosuch'],
      /there is no challenge "nosuch"\n\s+known challenges: checkout/,
    ],
    [
      'an unknown level',
      ['.', '--level', 'wizard'],
      /this challenge has no level "wizard"\n\s+its levels: junior, mid, senior, staff/,
    ],
    ['an unknown profile', ['.', '--profile', 'wizard'], /this challenge has no profile "wizard"/],
    ['an unknown option', ['.', '--lode'], /unknown option '--lode'/],
    ['an unknown format', ['.', '--format', 'pdf'], /"pdf" is none of json, html, md, junit/],
    ['a seed that is no number', ['.', '--seed', 'x'], /a whole number from 0 to 2147483647 is expected/],
    ['a server that does not answer', ['test', 'http://127.0.0.1:9'], /nothing answers at http:\/\/127.0.0.1:9/],
    ['something that is no URL', ['test', 'localhost'], /"localhost" is not an http\(s\) URL/],
    ['a report that is not there', ['render', '/nonexistent/report.json'], /there is no readable report/],
  ])('%s', async (_, args, line) => {
    const { exitCode, stderr, stdout } = await grade(args);
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

test('without an engine it says so and what to do', async () => {
  const { exitCode, stderr } = await grade(['.', '-q'], { DOCKER_HOST: 'unix:///nonexistent/docker.sock' });
  expect(stderr).toMatch(/no Docker engine answered .*\n\s+run `grade setup`/);
  expect(exitCode).toBe(2);
});

test('lists the checks of a level with points that add up to 100', async () => {
  const { stdout, exitCode } = await grade(['checks', '--level', 'junior', '--json']);
  const rows: { points: number; id: string }[] = JSON.parse(stdout);
  expect(exitCode).toBe(0);
  expect(rows.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(100, 0);
});

test('prints its help and its version on stdout, with exit code 0', async () => {
  const [help, version] = await Promise.all([grade(['--help']), grade(['--version'])]);
  expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Usage: grade') });
  expect(version).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});

test('under an older Node it says so in one line, with exit code 2', async () => {
  const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })";
  const args = ['--import', `data:text/javascript,${encodeURIComponent(older)}`, 'src/cli/grade.js', '--version'];
  const { exitCode, stdout, stderr } = await execa('node', args, { reject: false, preferLocal: true });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^grade: Node 20\.20\.2 is too old, 22\.22 or newer is needed: .+$/);
});
