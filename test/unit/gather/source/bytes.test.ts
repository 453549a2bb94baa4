import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createByteReader, splitRecords } from '../../../../src/gather/source/bytes.ts';

async function* inPieces(data: Buffer, sizes: number[]) {
  let at = 0;
  for (const size of sizes) {
    yield data.subarray(at, at + size);
    at += size;
  }
  yield data.subarray(at);
}

const collect = async <T>(values: AsyncIterable<T>) => {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
};
const pieceSizes = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 30 });

test('records come out whole however the bytes arrive', async () => {
  const record = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
  await fc.assert(
    fc.asyncProperty(fc.array(record), pieceSizes, async (records, sizes) => {
      const data = Buffer.from(records.map((text) => `${text}\0`).join(''));
      expect(await collect(splitRecords(inPieces(data, sizes)))).toEqual(records);
    }),
    { numRuns: 100 },
  );
});

test('lines and counted bytes come out whole however the bytes arrive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 50 }), pieceSizes, async (content, sizes) => {
      const reader = createByteReader(
        inPieces(Buffer.concat([Buffer.from('head\n'), content, Buffer.from('\nend\n')]), sizes),
      );
      expect(await reader.line()).toBe('head');
      expect(Buffer.concat(await collect(reader.bytes(content.length)))).toEqual(Buffer.from(content));
      expect([await reader.line(), await reader.line()]).toEqual(['', 'end']);
    }),
    { numRuns: 100 },
  );
});

test('a stream that ends too early, and a record without end, are refused', async () => {
  const broken = expect.objectContaining({ fault: 'refused', code: 'repo-corrupt' });
  const reader = createByteReader(inPieces(Buffer.from('abc'), []));
  await expect(collect(reader.bytes(4))).rejects.toEqual(broken);
  await expect(createByteReader(inPieces(Buffer.from('abc'), [])).line()).rejects.toEqual(broken);
  await expect(collect(splitRecords(inPieces(Buffer.alloc(10_000, 'x'), [])))).rejects.toEqual(broken);
});
