import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type EngineEvent, readEngineEvents } from '../../../../src/gather/image/engine-events.ts';

const eventsOf = async (chunks: (string | Buffer)[]) => {
  const events: EngineEvent[] = [];
  for await (const event of readEngineEvents(Readable.from(chunks))) events.push(JSON.parse(JSON.stringify(event)));
  return events;
};

test('lines of the classic builder, of BuildKit and of a pull are told apart', async () => {
  const lines = [
    { stream: 'Step 1/2 : FROM a\n' },
    { errorDetail: { code: 7, message: 'it failed' }, error: 'it failed' },
    { error: 'no detail' },
    { aux: { ID: 'sha256:00' } },
    { id: 'moby.image.id', aux: { ID: 'sha256:11' } },
    { id: 'moby.buildkit.trace', aux: 'Cg==' },
    { id: 'ab', status: 'Downloading', progressDetail: { current: 1, total: 5 } },
    { status: 'Pulling', id: 'latest', progressDetail: {} },
    null,
    7,
  ];
  expect(await eventsOf(lines.map((line) => `${JSON.stringify(line)}\r\n`))).toEqual([
    { text: 'Step 1/2 : FROM a\n' },
    { error: { message: 'it failed', exitCode: 7 } },
    { error: { message: 'no detail' } },
    { imageId: 'sha256:00' },
    { imageId: 'sha256:11' },
    { trace: 'Cg==' },
    { layer: { id: 'ab', totalBytes: 5 } },
    {},
    {},
    {},
  ]);
});

test('lines may come in pieces, also within a character, and the last without its end', async () => {
  const bytes = Buffer.from('{"stream":"wörld"}\n\n{"stream":"b"}');
  const pieces = Array.from(bytes, (byte) => Buffer.from([byte]));
  expect(await eventsOf(pieces)).toEqual([{ text: 'wörld' }, { text: 'b' }]);
});

test('what is no JSON, or has no end, is an error', async () => {
  await expect(eventsOf(['<html>\n'])).rejects.toThrow(SyntaxError);
  await expect(eventsOf(Array.from({ length: 5 }, () => 'x'.repeat(2 ** 20)))).rejects.toThrow('without end');
});
