import { describe, expect, test } from 'vitest';
import type { Result } from '../../../src/core/report.ts';
import type { SummaryInput } from '../../../src/report/sentences.ts';
import { summarise } from '../../../src/report/summary.ts';
import { sampleReport } from '../../golden/sample/report.ts';
import { unbuilt } from './reports.ts';

const { results, categories, score } = sampleReport;
const input: SummaryInput = { results, categories, score, bar: 70, level: 'mid', outcome: 'graded' };

const withScore = (low: number, high: number): SummaryInput => ({
  ...input,
  score: { earned: low, low, high, possible: 100 },
});

const changed = (change: (result: Result) => Partial<Result>): SummaryInput => ({
  ...input,
  results: results.map((result) => ({ ...result, ...change(result) })),
});

describe('standing to the bar', () => {
  test.each([
    [70, 75, 'above'],
    [69.9, 75, 'too-close-to-call'],
    [65, 70, 'too-close-to-call'],
    [65, 69.9, 'below'],
  ])('%d to %d against 70 is %s', (low, high, standing) => {
    expect(summarise(withScore(low, high)).standing).toBe(standing);
  });

  test('is a share of what was possible', () => {
    const half = { earned: 36, low: 36, high: 36, possible: 50 };
    expect(summarise({ ...input, score: half }).standing).toBe('above');
  });

  test.each(['refused', 'infra-error'] as const)('%s is not graded', (outcome) => {
    expect(summarise({ ...input, outcome }).standing).toBe('not-graded');
  });
});

describe('what caps the band', () => {
  test('critical checks that did not hold', () => expect(summarise(input).caps).toEqual(['expired-token']));

  test('not when they held in a fresh state, and not when they are advice', () => {
    expect(summarise(changed(() => ({ flaky: true }))).caps).toEqual([]);
    expect(summarise(changed(() => ({ basis: 'advisory' }))).caps).toEqual([]);
  });
});

describe('sentences', () => {
  test('name what holds and what cost most', () => {
    const { sentence, plain } = summarise(input);
    expect(sentence).toBe(
      'Status codes and versioning hold in full; authentication lost most (6 of 20 points), first of all by "Accepts an expired token".',
    );
    expect(plain).toBe(
      'Most of what was asked works; the score is above the bar of 70 for the mid level. Largest gap: lets people in with an expired pass: a security gap to discuss.',
    );
  });

  test('when everything holds they say so', () => {
    const full = { earned: 100, low: 100, high: 100, possible: 100 };
    const whole = categories.map((category) => ({ ...category, earned: category.possible, low: category.possible }));
    const summary = summarise({
      ...changed((result) => ({ status: 'pass', earned: result.possible })),
      categories: whole,
      score: full,
    });
    expect(summary.sentence).toBe('Everything that was asked holds.');
    expect(summary.plain).toBe('Everything that was asked works; the score is above the bar of 70 for the mid level.');
    expect(summary.weaknesses).toEqual([]);
  });

  test('say why a submission could not be judged, in plain words for the recruiter', () => {
    const { sentence, plain } = summarise({ ...input, outcome: unbuilt.outcome, reason: unbuilt.reason });
    expect(sentence).toBe(
      'Could not be judged in full: `RUN npm ci` in line 7 of the Dockerfile ended with exit code 1.',
    );
    expect(plain).toBe('The submission did not build, start or stay up here, so it could not be judged in full.');
  });

  test('our own failures are no fault of the submission', () => {
    const reason = { code: 'engine-gone', message: 'the engine stopped', remedy: 'start it' };
    expect(summarise({ ...input, outcome: 'infra-error', reason }).sentence).toBe(
      'Not graded, through no fault of the submission: the engine stopped',
    );
  });
});

describe('strengths and weaknesses', () => {
  test('strengths are whole categories, then categories whose critical checks hold', () => {
    expect(summarise(input).strengths).toEqual([
      'Status codes: all 8 checks hold.',
      'Versioning: all 4 checks hold.',
      'Concurrency: both critical checks hold.',
    ]);
  });

  test('weaknesses are what cost most, in plain words', () => {
    expect(summarise(input).weaknesses).toEqual([
      'Lets people in with an expired pass: a security gap to discuss.',
      'Somebody who scrolls through a long list can miss entries.',
      'Under normal traffic a small part of requests fails.',
    ]);
  });

  test('what was blocked is never said to have been seen', () => {
    const summary = summarise({ ...input, results: unbuilt.results });
    expect(summary.weaknesses).toEqual([
      `${unbuilt.results.filter((result) => result.possible > 0).length} checks could not be judged: the image did not build`,
    ]);
  });
});

describe('questions', () => {
  test('come from what did not hold, scored before advice, severe before mild, at most six', () => {
    const { questions } = summarise(input);
    expect(questions).toHaveLength(6);
    expect(questions[0]).toBe('Which claims of a token do you check before you trust it, and in which order?');
  });

  test('when nothing failed they ask about the hardest checks, one for each signal', () => {
    const passed = results.filter((result) => result.status === 'pass');
    expect(summarise({ ...input, results: passed }).questions).toEqual([
      '"Never sells more than the stock" held. How did you build that, and what would change with two instances running?',
      '"Hides the orders of others" held. How did you build that, and what would an attacker try next?',
      '"99 % of answers within 250 ms at 200 requests a second" held. How did you build that, and what would give way first under ten times the load?',
      '"The document is valid OpenAPI 3.1" held. How did you build that, and which alternatives did you weigh?',
      '"Stops within 10 s and answers what is in flight" held. How did you build that, and what would you watch in production?',
    ]);
  });
});
