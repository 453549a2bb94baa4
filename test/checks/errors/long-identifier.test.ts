import { expect, test } from 'vitest';
import { longIdentifier } from '../../../graders/errors/long-identifier.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { breakOn } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference } from '../../support/judging.ts';

const long = ({ path }: { path: string }) => path.length > 8192;

test('passes on the reference solution', async () => {
  expect(await judgeReference(longIdentifier)).toMatchObject({ status: 'pass', findings: [] });
});

test.each([404, 414, 422])('passes with %i: a valid design', async (status) => {
  const other = [400, 404, 414].map((from) => swapStatus(long, from, status));
  expect(await judgeFaulty(longIdentifier, other)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails where it crashes, or breaks the connection', async () => {
  const crashing = [400, 404, 414].map((from) => swapStatus(long, from, 500));
  const crashed = await judgeFaulty(longIdentifier, crashing);
  expect(crashed.status).toBe('fail');
  expect(crashed.findings[0]?.message).toMatch(/^`GET \/v2\/products\/x{50,}…` answered 500 to an id of 8 KiB\.$/);
  expect((await judgeFaulty(longIdentifier, breakOn(long))).status).toBe('fail');
});

test('is blocked where nothing can be read', async () => {
  expect((await judgeFaulty(longIdentifier, swapStatus(onAll, 200, 500))).status).toBe('blocked');
});

test('survives garbage', () => expectToSurviveGarbage(longIdentifier));
