import { expect, test } from 'vitest';
import { describeSweep } from '../../../src/cli/sweep.ts';

test('says what was removed, left alone and stuck', () => {
  expect(describeSweep({ removed: 0, runs: [], inUse: 0, stuck: 0 })).toBe('0 objects of 0 ended runs removed\n');
  expect(describeSweep({ removed: 1, runs: ['a'], inUse: 2, stuck: 1 })).toBe(
    '1 object of 1 ended run removed, 2 objects of runs that go on left alone, 1 object could not be removed\n',
  );
});
