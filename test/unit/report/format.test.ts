import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apportion,
  bytes,
  counted,
  dateTime,
  decimal,
  duration,
  listed,
  pointsDown,
  pointsUp,
} from '../../../src/report/format.ts';

describe('figures for people', () => {
  test.each([
    [0.34, '340 µs'],
    [4.42, '4.4 ms'],
    [312.4, '312 ms'],
    [1240, '1.24 s'],
    [41_830, '41.8 s'],
    [125_000, '2 min 5 s'],
    [0, '0 ms'],
  ])('%d ms reads "%s"', (ms, text) => expect(duration(ms)).toBe(text));

  test('bytes have binary units', () => {
    expect([bytes(0), bytes(1536), bytes(512 * 1024 ** 2), bytes(8 * 1024 ** 3)]).toEqual([
      '0 B',
      '1.5 KiB',
      '512 MiB',
      '8 GiB',
    ]);
  });

  test('counts agree with their noun, lists end in "and"', () => {
    expect([counted(1, 'check'), counted(1200, 'check')]).toEqual(['1 check', '1,200 checks']);
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  });

  test('times are UTC; a text that is no time is shown as it is', () => {
    expect(dateTime('2026-11-23T14:05:09.120Z')).toBe('23 Nov 2026, 14:05:09 UTC');
    expect(dateTime('\u001bsoon')).toBe('\\x1bsoon');
  });

  test('numbers have no trailing zeros and no negative zero', () => {
    expect([decimal(82), decimal(81.55), decimal(-0.01), decimal(12_500)]).toEqual(['82', '81.6', '0', '12,500']);
  });
});

describe('points', () => {
  test('a score below the bar is never shown as the bar', () => {
    expect(pointsDown(69.97)).toBe(69.9);
    expect(pointsUp(70.03)).toBe(70.1);
  });

  test('binary fractions do not cost a tenth', () => {
    expect(pointsDown(0.1 + 0.2 + 81.7)).toBe(82);
    expect(pointsUp(0.1 + 0.2)).toBe(0.3);
  });

  test('rounded parts add up to the total as printed', () => {
    expect(apportion([1 / 3, 1 / 3, 1 / 3], 1, 1)).toEqual([0.4, 0.3, 0.3]);
    const parts = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(parts, (values) => {
        const total = pointsUp(values.reduce((sum, value) => sum + value, 0));
        const shown = apportion(values, total, 1);
        expect(shown.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 6);
        for (const [index, value] of values.entries()) expect(Math.abs((shown[index] ?? 0) - value)).toBeLessThan(0.21);
      }),
    );
  });
});
