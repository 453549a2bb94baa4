import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32, createGzip } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { temporaryDirectory } from './support.ts';

export type TarEntry = Partial<Header> & { name: string; content?: string };

/** Writes a .tar.gz of exactly these entries, whatever they are. */
export const makeTar = async (entries: readonly TarEntry[], name = 'work.tar.gz'): Promise<string> => {
  const path = join(await temporaryDirectory(), name);
  const tar = pack();
  for (const { content, ...header } of entries) {
    if (content === undefined) tar.entry({ type: 'file', ...header });
    else tar.entry({ type: 'file', ...header }, content);
  }
  tar.finalize();
  await pipeline(tar, createGzip(), createWriteStream(path));
  return path;
};

export type ZipEntry = {
  name: string;
  content?: string | Uint8Array;
  /** Unix mode with file type, e.g. 0o100644. */
  mode?: number;
  encrypted?: boolean;
  /** What the headers claim; default: the truth. */
  claimedBytes?: number;
};

/** Writes a .zip of exactly these entries, stored without compression (APPNOTE.TXT 4.3). */
export const makeZip = async (entries: readonly ZipEntry[]): Promise<string> => {
  const path = join(await temporaryDirectory(), 'work.zip');
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content ?? '');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | (entry.encrypted ? 1 : 0), 2);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(entry.claimedBytes ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), madeBy, common, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  await writeFile(path, Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006'), end]));
  return path;
};
