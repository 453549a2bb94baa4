import { describe, expect, test } from 'vitest';
import { countLeft, listOwned, removeRun } from '../../../../src/gather/engine/labels.ts';
import { createBench, failure, slim } from './engine-support.ts';

const timeout = 60_000;
const bench = createBench('buildkit');
const { run, build } = bench;
const syntax = '# syntax=docker/dockerfile:1\n';

describe('a Dockerfile that needs BuildKit', () => {
  test('is built by it, without fetching a frontend', { timeout }, async () => {
    const Dockerfile = `${syntax}${slim}ARG TARGETARCH\nCOPY --chmod=755 a /x\nRUN echo arch=$TARGETARCH\nUSER nobody\n`;
    const image = await build({ Dockerfile, a: 'A' });
    expect(image).toMatchObject({ user: 'nobody', steps: 5, baseImages: ['debian:bookworm-slim'] });
    expect(image.log).toMatch(/arch=(amd64|arm64)/);
    expect((await listOwned(bench.engine(), run.id)).map(({ kind }) => kind)).toEqual(['image']);
  });

  test('is named with line and exit code when it fails', { timeout }, async () => {
    const error = await failure(
      build({ Dockerfile: `${syntax}${slim}COPY --chmod=755 a /x\nRUN echo why; \\\n exit 7\n`, a: 'A' }),
    );
    expect(error).toMatchObject({
      fault: 'candidate-fault',
      code: 'build-failed',
      message: 'the build failed at line 4 of the Dockerfile (RUN echo why; exit 7): exit code 7',
    });
    expect(error.log).toMatch(/\nwhy\n/);
  });

  test('is stopped at the end of its time', { timeout }, async () => {
    const Dockerfile = `${slim}COPY --chmod=755 a /x\nRUN while true; do date +beat-%N; sleep 0.1; done\n`;
    const error = await failure(build({ Dockerfile, a: String(Math.random()) }, { deadlineMs: 3000 }));
    expect(error).toMatchObject({
      fault: 'candidate-fault',
      code: 'build-timeout',
      message: expect.stringContaining('line 3 '),
    });
    expect(error.log).toContain('beat-');
  });

  test('shares no cache with another run', { timeout }, async () => {
    const mount = '--mount=type=cache,id=shared,target=/cache';
    const other = { ...run, id: `${run.id}-other` };
    await build({ Dockerfile: `${slim}RUN ${mount} echo poison > /cache/secret\n` }, { run: other });
    await removeRun(bench.engine(), other.id);
    const { log } = await build({ Dockerfile: `${slim}RUN ${mount} echo "found: $(ls /cache)." ${Math.random()}\n` });
    expect(log).toContain('found: .');
    expect(await countLeft(bench.engine(), other.id)).toBe(0);
  });

  test('may keep a cache within its own build', { timeout }, async () => {
    const mount = '--mount=type=cache,target=/cache';
    const { log } = await build({
      Dockerfile: `${slim}RUN ${mount} echo x > /cache/kept\nRUN ${mount} ls /cache # ${Math.random()}\n`,
    });
    expect(log).toMatch(/^kept$/m);
  });

  test('with what this engine cannot read is not held against the candidate', { timeout }, async () => {
    const isOld = Number(bench.engine().apiVersion.split('.')[1]) < 42;
    const built = build({ Dockerfile: `${slim}RUN <<EOF\necho from a heredoc\nEOF\n` });
    if (isOld) expect(await failure(built)).toMatchObject({ fault: 'infra-error', code: 'engine-too-old' });
    else expect((await built).log).toContain('from a heredoc');
  });
});
