import { AssayError, refused } from '../../core/errors.ts';

const maxRecordBytes = 8192;

const brokenOff = () =>
  refused('repo-corrupt', 'the repository broke off while it was read', 'repair it (git fsck) and push again');

/**
 * Splits output with NUL-terminated records; each is decoded as UTF-8, invalid bytes becoming U+FFFD.
 * @throws AssayError refused `repo-corrupt` for a record of more than 8 kB
 */
export async function* splitRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const data: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, start)) {
      yield data.toString('utf8', start, end);
      start = end + 1;
    }
    rest = data.subarray(start);
    if (rest.length > maxRecordBytes) throw brokenOff();
  }
}

/** Reads lines and counted bytes off one stream, in turn. */
export type ByteReader = {
  /** The text up to the next line feed, without it. @throws AssayError refused `repo-corrupt` at the end */
  line(): Promise<string>;
  /** Exactly so many bytes, in pieces; must be read to the end. @throws AssayError refused `repo-corrupt` when cut short */
  bytes(count: number): AsyncGenerator<Buffer>;
};

/** Takes over the stream: nobody else may read it. */
export const createByteReader = (chunks: AsyncIterable<Buffer>): ByteReader => {
  const iterator = chunks[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const more = async () => {
    const next = await iterator.next();
    if (next.done) throw brokenOff();
    return next.value;
  };

  return {
    async line() {
      for (;;) {
        const end = held.indexOf(10);
        if (end !== -1) {
          const text = held.toString('latin1', 0, end);
          held = held.subarray(end + 1);
          return text;
        }
        if (held.length > maxRecordBytes) throw brokenOff();
        held = Buffer.concat([held, await more()]);
      }
    },
    async *bytes(count) {
      let left = count;
      while (left > 0) {
        if (held.length === 0) held = await more();
        const piece = held.subarray(0, left);
        held = held.subarray(piece.length);
        left -= piece.length;
        yield piece;
      }
    },
  };
};

/**
 * Rethrows, but an unexpected error of a reader of hostile bytes as the failure given.
 * @param toFailure makes the failure from the reader's own words
 */
export const rethrowAs = (toFailure: (reason: string) => AssayError) => (error: unknown) => {
  if (error instanceof AssayError) throw error;
  throw toFailure(error instanceof Error ? error.message : 'unknown');
};
