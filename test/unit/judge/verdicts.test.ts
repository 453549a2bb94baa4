import { expect, test } from 'vitest';
import { CheckBlocked, CheckFailure } from '../../../src/core/errors.ts';
import { inconclusive, notApplicable, partial, pass } from '../../../src/core/verdict.ts';
import { judgeEach, settle } from '../../../src/core/verdict-of.ts';
import { confirmed } from '../../../src/judge/confirm.ts';

const finding = { message: 'It broke.', remedy: 'Mend it.' };
const failing = () => Promise.reject(new CheckFailure(finding));
const blocking = () => Promise.reject(new CheckBlocked('creating one answered 500'));

test('what a check throws becomes a verdict', async () => {
  expect(await settle(async () => {})).toMatchObject({ status: 'pass', score: 1 });
  expect(await settle(failing)).toMatchObject({ status: 'fail', score: 0, findings: [finding] });
  expect(await settle(blocking)).toMatchObject({ status: 'blocked', score: 0, reason: 'creating one answered 500' });
});

test('a bug of ours is an error, which costs nothing', async () => {
  expect(await settle(() => Promise.reject(new TypeError('x is undefined')))).toMatchObject({
    status: 'error',
    score: null,
  });
});

test.each([1.01, -0.1, Number.NaN])('a score of %s cannot be made', (score) => {
  expect(() => partial(score, [])).toThrow(RangeError);
});

const each = (...bodies: (() => Promise<never> | Promise<void>)[]) => judgeEach(bodies, 'none', (body) => body());
const passing = async () => {};

test('the score of several subjects is the share that holds', async () => {
  expect(await each(passing, failing)).toMatchObject({ status: 'partial', score: 0.5, findings: [finding] });
  expect(await each(failing, failing)).toMatchObject({ status: 'fail', score: 0 });
  expect(await each()).toMatchObject({ status: 'not-applicable', reason: 'none' });
});

test('a blocked subject says nothing against the rule', async () => {
  expect(await each(passing, blocking)).toMatchObject({
    status: 'blocked',
    score: 0.5,
    reason: 'creating one answered 500',
  });
  expect(await each(failing, blocking)).toMatchObject({ status: 'fail', reason: 'creating one answered 500' });
});

test('what could not be judged in one subject is not judged at all', async () => {
  const verdict = await judgeEach([inconclusive('too busy'), pass()], 'none', async (one) => one);
  expect(verdict).toMatchObject({ status: 'inconclusive', reason: 'too busy' });
  const na = await judgeEach([notApplicable('not declared'), pass()], 'none', async (one) => one);
  expect(na).toMatchObject({ status: 'pass', score: 1 });
});

const judged = (verdict: Awaited<ReturnType<typeof settle>>) => ({ verdict, durationMs: 1 });
const failed = judged({ status: 'fail', score: 0, findings: [finding] });
const check = { sticky: false } as never;
const sticky = { sticky: true } as never;

test('a failure counts when it is seen twice', () => {
  expect(confirmed(check, failed, failed)).toMatchObject({
    verdict: { status: 'fail' },
    attempts: 2,
    failures: 2,
    flaky: false,
  });
});

test('a failure that then holds does not count, and is shown as flaky', () => {
  expect(confirmed(check, failed, judged(pass()))).toMatchObject({
    verdict: { status: 'pass', findings: [finding] },
    failures: 1,
    flaky: true,
  });
});

test('a violation that is proof by itself stays', () => {
  expect(confirmed(sticky, failed, judged(pass()))).toMatchObject({
    verdict: { status: 'fail' },
    failures: 1,
    flaky: false,
  });
});

test('of two failures the better one counts', () => {
  expect(confirmed(check, failed, judged(partial(0.5, [finding])))).toMatchObject({
    verdict: { status: 'partial', score: 0.5 },
  });
});

test('a repetition that could not be judged changes nothing', () => {
  expect(confirmed(check, failed, judged(inconclusive('busy')))).toMatchObject({
    verdict: { status: 'fail' },
    failures: 1,
  });
});
