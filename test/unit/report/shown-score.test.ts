import { expect, test } from 'vitest';
import { shownScore } from '../../../src/report/view.ts';

test('a score that is fully judged is shown without an interval', () => {
  expect(shownScore({ earned: 97.507, possible: 100, low: 97.507, high: 97.507 })).toMatchObject({
    earned: 97.5,
    low: 97.5,
    high: 97.5,
  });
});

test('an interval is never shown narrower than it is', () => {
  expect(shownScore({ earned: 93.97, possible: 100, low: 93.97, high: 94.01 })).toMatchObject({
    earned: 93.9,
    low: 93.9,
    high: 94.1,
  });
});
