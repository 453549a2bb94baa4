import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { reporters } from '../../../src/report/index.ts';
import { parseReport } from '../../../src/report/schema.ts';
import { sampleReport } from '../../golden/sample/report.ts';

const golden = '../../golden';

test('the sample report is the stored one', async () => {
  await expect(reporters.json(sampleReport, { audience: 'engineer' })).toMatchFileSnapshot(`${golden}/report.json`);
});

test.each([
  ['report.md', 'md', 'engineer'],
  ['junit.xml', 'junit', 'engineer'],
  ['terminal.txt', 'terminal', 'engineer'],
  ['terminal.recruiter.txt', 'terminal', 'recruiter'],
  ['report.candidate.md', 'md', 'candidate'],
] as const)('%s is drawn from it', async (file, name, audience) => {
  const stored = parseReport(await readFile(new URL('../../golden/report.json', import.meta.url), 'utf8'));
  await expect(reporters[name](stored, { audience })).toMatchFileSnapshot(`${golden}/${file}`);
});

test('drawing is pure: twice the same text', () => {
  for (const name of ['json', 'html', 'md', 'junit', 'terminal'] as const) {
    const draw = () => reporters[name](sampleReport, { audience: 'engineer' });
    expect(draw()).toBe(draw());
  }
});
