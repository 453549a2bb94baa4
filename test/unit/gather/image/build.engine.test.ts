// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile
import { expect, test } from 'vitest';
import { labelNames, listOwned, removeRun } from '../../../../src/gather/engine/labels.ts';
import { createBench, failure, slim } from './engine-support.ts';

const timeout = 60_000;
const bench = createBench('build');
const { run, build } = bench;

test('builds an image and describes it', { timeout }, async () => {
  const Dockerfile = [
    'ARG VERSION=bookworm-slim',
    'FROM debian:${VERSION} AS build',
    'WORKDIR /out',
    'COPY . .',
    'RUN echo hello && mv a b',
    'FROM debian:bookworm-slim',
    'MAINTAINER somebody',
    'ENV PORT=8080 NAME="a b"',
    'COPY --from=build /out/b /app/',
    'WORKDIR /app',
    'VOLUME ["/data"]',
    'EXPOSE 8080 9090/udp',
    'STOPSIGNAL SIGINT',
    'HEALTHCHECK --interval=5s CMD true',
    'SHELL ["/bin/sh", "-c"]',
    'ONBUILD RUN echo later',
    'USER 1000:1000',
    'LABEL title="x"',
    'ENTRYPOINT ["sleep"]',
    'CMD ["1"]',
  ].join('\n');
  const image = await build({ Dockerfile, a: 'A', '.dockerignore': 'secret', secret: 's' });
  expect(image).toMatchObject({
    id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    user: '1000:1000',
    entrypoint: ['sleep'],
    command: ['1'],
    workingDirectory: '/app',
    environment: expect.arrayContaining(['PORT=8080', 'NAME=a b']),
    exposedPorts: ['8080/tcp', '9090/udp'],
    volumes: ['/data'],
    stopSignal: 'SIGINT',
    healthcheck: true,
    baseImages: ['debian:bookworm-slim'],
    hasDockerignore: true,
    steps: 20,
  });
  expect(image.instructions.slice(0, 2)).toEqual([
    { line: 1, keyword: 'ARG', rest: 'VERSION=bookworm-slim' },
    { line: 2, keyword: 'FROM', rest: 'debian:${VERSION} AS build' },
  ]);
  expect(image.log).toContain('Step 5/20 : RUN echo hello && mv a b');
  expect(image.log).toContain('\nhello\n');
  expect(image.log).not.toContain(labelNames.run);
  expect(image.sizeBytes).toBeGreaterThan(50 * 2 ** 20);
});

test('an image without a command and without a Dockerfile user is described as such', { timeout }, async () => {
  const image = await build({ Dockerfile: 'FROM scratch\nCOPY a /a\n', a: 'A' });
  expect(image).toMatchObject({
    user: '',
    entrypoint: [],
    command: [],
    exposedPorts: [],
    healthcheck: false,
    baseImages: [],
  });
  expect(image.stopSignal).toBeUndefined();
});

test('every stage carries the labels of the run, so nothing of it stays', { timeout }, async () => {
  const Dockerfile = [slim, 'RUN echo > /a', slim, 'RUN echo > /b', slim, 'COPY --from=0 /a /a'].join('\n');
  const { log } = await build({ Dockerfile });
  const owned = await listOwned(bench.engine(), run.id);
  expect(owned.map(({ kind }) => kind)).toEqual(['image', 'image', 'image']);
  expect(await bench.layersLeft(log)).toBeGreaterThan(2);
  await removeRun(bench.engine(), run.id);
  expect(await bench.layersLeft(log)).toBe(0);
});

test('a failing step is named with line, exit code and log, and what it leaves is labelled', { timeout }, async () => {
  const Dockerfile = `${slim}RUN echo one > /one\n\n${slim}RUN echo two\n# comment\nRUN echo why \\\n && exit 7\n`;
  const error = await failure(build({ Dockerfile }));
  expect(error).toMatchObject({
    fault: 'candidate-fault',
    code: 'build-failed',
    message: 'the build failed at line 7 of the Dockerfile (RUN echo why && exit 7): exit code 7',
  });
  expect(error.log).toMatch(/\nwhy\n/);
  expect((await listOwned(bench.engine(), run.id)).map(({ kind }) => kind)).toEqual(['image', 'image']);
  await removeRun(bench.engine(), run.id);
  expect(await bench.layersLeft(error.log ?? '')).toBe(0);
});

test('a file that is not there, and an instruction that the engine does not know, are told as they are', {
  timeout,
}, async () => {
  expect((await failure(build({ Dockerfile: `${slim}COPY nope /x\n` }))).message).toMatch(
    /line 2 .*\(COPY nope \/x\): COPY failed/,
  );
  const error = await failure(build({ Dockerfile: `${slim}EXPOSE not-a-port\n` }));
  expect(error).toMatchObject({ fault: 'candidate-fault' });
  expect(error.message).toMatch(/not-a-port/);
});

test('memory, CPU and file size are limited', { timeout }, async () => {
  const probe = [
    'cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null',
    'cat /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes 2>/dev/null',
    'echo files $(ulimit -f)',
    'cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu.max 2>/dev/null',
    'true',
  ];
  const limits = { memoryBytes: 128 * 2 ** 20, cpus: 0.5, maxImageBytes: 400 * 2 ** 20 };
  const { log } = await build({ Dockerfile: `${slim}RUN ${probe.join('; ')}\n` }, { limits });
  expect(log).toContain(`${128 * 2 ** 20}\n`);
  expect(log).toContain(`files ${(400 * 2 ** 20) / 512}`);
  expect(log).toMatch(/^50000\b/m);
});

test('a build that takes more memory is killed and said to be', { timeout }, async () => {
  const Dockerfile = `${slim}RUN head -c 500m /dev/zero | tail\n`;
  const error = await failure(build({ Dockerfile }, { limits: { memoryBytes: 64 * 2 ** 20 } }));
  expect(error).toMatchObject({
    fault: 'candidate-fault',
    code: 'build-oom',
    message: expect.stringContaining('64 MB'),
  });
});

test('a build over its time is stopped, and so is what it runs', { timeout }, async () => {
  const started = performance.now();
  const error = await failure(build({ Dockerfile: `${slim}RUN echo begun; sleep 600\n` }, { deadlineMs: 3000 }));
  expect(error).toMatchObject({
    fault: 'candidate-fault',
    code: 'build-timeout',
    message: expect.stringContaining('line 2 '),
  });
  expect(error.log).toContain('begun');
  expect(performance.now() - started).toBeLessThan(6000);
  await expect
    .poll(() => bench.engine().docker.listContainers({ filters: { label: [`${labelNames.run}=${run.id}`] } }), {
      timeout: 5000,
    })
    .toEqual([]);
});

test('an interruption is passed on as it is', { timeout }, async () => {
  const controller = new AbortController();
  const reason = new Error('interrupted');
  setTimeout(() => controller.abort(reason), 1500);
  await expect(build({ Dockerfile: `${slim}RUN sleep 600\n` }, { signal: controller.signal })).rejects.toBe(reason);
});

test('a flood of output is cut off', { timeout }, async () => {
  const resident = process.memoryUsage().rss;
  const error = await failure(
    build({ Dockerfile: `${slim}RUN yes AAAAAAAAAAAAAAAAAAAAAAAA\n` }, { limits: { maxLogBytes: 8 * 2 ** 20 } }),
  );
  expect(error).toMatchObject({ fault: 'refused', code: 'build-log-too-large' });
  expect(process.memoryUsage().rss - resident).toBeLessThan(100 * 2 ** 20);
});

test('an image over the limit is refused and removed', { timeout }, async () => {
  const Dockerfile = `${slim}RUN truncate -s 60M /a && truncate -s 60M /b\n`;
  const error = await failure(build({ Dockerfile }, { limits: { maxImageBytes: 200 * 2 ** 20 } }));
  expect(error).toMatchObject({ fault: 'refused', code: 'image-too-large' });
  expect(await listOwned(bench.engine(), run.id)).toEqual([]);
});

test('a context over the limit is refused at once', { timeout }, async () => {
  const started = performance.now();
  const error = await failure(
    build({ Dockerfile: `${slim}COPY . /x\n`, big: 'x'.repeat(2 ** 21) }, { limits: { maxContextBytes: 2 ** 20 } }),
  );
  expect(error).toMatchObject({ fault: 'refused', code: 'context-too-large' });
  expect(performance.now() - started).toBeLessThan(5000);
});

test("a base image that is nowhere is nobody's or the candidate's fault, never a failed build", {
  timeout,
}, async () => {
  const error = await failure(build({ Dockerfile: 'FROM assay-test-no-such-image:1\n' }));
  expect(['base-image-unavailable', 'base-image-unknown']).toContain(error.code);
  expect(error.message).toContain('assay-test-no-such-image:1');
});
