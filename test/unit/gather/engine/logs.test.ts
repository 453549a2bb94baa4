import { describe, expect, test, vi } from 'vitest';
import {
  createDemultiplexer,
  createLogBuffer,
  lastLines,
  logLines,
  printable,
} from '../../../../src/gather/engine/logs.ts';

const frame = (content: string, stream = 1) => {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(content), 4);
  return Buffer.concat([header, Buffer.from(content)]);
};

const generous = { burstBytes: 1e9, bytesPerSecond: 1e9 };

describe('createLogBuffer', () => {
  test('keeps a short log whole', () => {
    const log = createLogBuffer(generous, () => {});
    log.append(Buffer.from('one\n'));
    log.append(Buffer.from('two\n'));
    expect(log.text()).toBe('one\ntwo\n');
    expect(log.totalBytes()).toBe(8);
  });

  test('keeps the first 64 KiB and the last 256 KiB of a long one and says how much is missing', () => {
    const log = createLogBuffer(generous, () => {});
    log.append(Buffer.from(`first${'a'.repeat(2 ** 20)}`));
    for (let index = 0; index < 3_000; index++) log.append(Buffer.alloc(1_000, 'b'));
    log.append(Buffer.from('last'));
    const text = log.text();
    const [head = '', gap, tail = ''] = text.split('\n');
    expect(head.length).toBe(64 * 1024);
    expect(head.startsWith('firsta')).toBe(true);
    expect(tail.length).toBe(256 * 1024);
    expect(tail.endsWith('blast')).toBe(true);
    expect(gap).toBe(`... ${log.totalBytes() - 320 * 1024} bytes left out ...`);
  });

  test('reports a flood once, with the byte that exceeds the burst', () => {
    const onFlood = vi.fn();
    const log = createLogBuffer({ burstBytes: 10, bytesPerSecond: 1 }, onFlood, () => 0);
    log.append(Buffer.alloc(10));
    expect(onFlood).not.toHaveBeenCalled();
    log.append(Buffer.alloc(1));
    log.append(Buffer.alloc(100));
    expect(onFlood).toHaveBeenCalledTimes(1);
  });

  test('lets a steady log go on for as long as it keeps to its rate', () => {
    const onFlood = vi.fn();
    let nowMs = 0;
    const log = createLogBuffer({ burstBytes: 100, bytesPerSecond: 50 }, onFlood, () => nowMs);
    for (; nowMs < 600_000; nowMs += 1_000) log.append(Buffer.alloc(50));
    expect(onFlood).not.toHaveBeenCalled();
    for (; nowMs < 604_000; nowMs += 1_000) log.append(Buffer.alloc(80));
    expect(onFlood).toHaveBeenCalledTimes(1);
  });

  test('saves up no more than one burst while nothing is written', () => {
    const onFlood = vi.fn();
    let nowMs = 0;
    const log = createLogBuffer({ burstBytes: 100, bytesPerSecond: 50 }, onFlood, () => nowMs);
    nowMs = 3_600_000;
    log.append(Buffer.alloc(101));
    expect(onFlood).toHaveBeenCalledTimes(1);
  });
});

describe('createDemultiplexer', () => {
  test.each([1, 3, 8, 9, 1_000])('puts frames together again from chunks of %i bytes', (size) => {
    const contents: string[] = [];
    const demultiplex = createDemultiplexer((content) => contents.push(content.toString()));
    const bytes = Buffer.concat([frame('hello '), frame('', 2), frame('error ', 2), frame('world')]);
    for (let offset = 0; offset < bytes.length; offset += size) demultiplex(bytes.subarray(offset, offset + size));
    expect(contents.join('')).toBe('hello error world');
  });

  test('takes a chunk of very many one-byte frames', () => {
    let length = 0;
    const demultiplex = createDemultiplexer((content) => {
      length += content.length;
    });
    demultiplex(Buffer.concat(Array.from({ length: 200_000 }, () => frame('x'))));
    expect(length).toBe(200_000);
  });
});

describe('printable', () => {
  test('drops colours and writes out what would act on a terminal', () => {
    expect(printable('\u001b[32mready\u001b[0m\r\n\tok')).toBe('ready\n\tok');
    expect(printable('\u001b]0;title\u0007\u009b2J\u202egnp.exe\rX')).toBe(
      '\\u{1b}]0;title\\u{7}\\u{9b}2J\\u{202e}gnp.exe\\u{d}X',
    );
  });
});

describe('logLines', () => {
  test('clips endless lines and drops the empty end', () => {
    expect(logLines(`${'x'.repeat(3_000)}\nnext\n`)).toEqual([`${'x'.repeat(2_000)}...`, 'next']);
  });
});

describe('lastLines', () => {
  test('gives the newest lines within both limits', () => {
    expect(lastLines('1\n2\n3\n', 2)).toBe('2\n3');
    expect(lastLines('abc\ndef\n', 20, 5)).toBe('c\ndef');
  });
});
