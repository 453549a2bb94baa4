import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import type { ArchiveEntry } from './archive-entry.ts';
import { type SourceLimits, tooLarge } from './limits.ts';

const types: Partial<Record<Header['type'], ArchiveEntry['type']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'directory',
  symlink: 'link',
  link: 'link',
};

/**
 * Reads a gzipped tar in one pass.
 * @throws AssayError refused `repo-too-large` when it unpacks to twice the limit, headers and skipped entries included
 */
export async function* readTarGz(
  path: string,
  limits: SourceLimits,
  signal: AbortSignal,
): AsyncGenerator<ArchiveEntry> {
  const tar = extract();
  const unpacking = pipeline(createReadStream(path), createGunzip(), capped(limits), tar, { signal });
  // A failure reaches the reader through the iterator; this only keeps it from being unhandled when nobody reads on.
  unpacking.catch(() => {});
  for await (const entry of tar) {
    const { header } = entry;
    yield {
      name: header.name,
      type: types[header.type] ?? 'other',
      executable: (header.mode & 0o111) !== 0,
      open: async () => chunksOf(entry),
    };
    entry.resume();
  }
  await unpacking;
}

const capped = (limits: SourceLimits) => {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limits.maxBytes * 2 + 2 ** 20) done(tooLarge(limits));
      else done(null, chunk);
    },
  });
};

/** The tar reader's streams are typed as giving anything; they give bytes. */
async function* chunksOf(entry: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of entry) {
    if (chunk instanceof Uint8Array) yield chunk;
  }
}
