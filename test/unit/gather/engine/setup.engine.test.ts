import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { afterAll, describe, expect, test } from 'vitest';
import { silent } from '../../../../src/core/progress.ts';
import { baseImages } from '../../../../src/gather/engine/base-images/catalogue.ts';
import { followEvents } from '../../../../src/gather/engine/base-images/events.ts';
import { presentImages } from '../../../../src/gather/engine/base-images/provide.ts';
import { connectEngine } from '../../../../src/gather/engine/connect.ts';
import { removeRun, runLabels } from '../../../../src/gather/engine/labels.ts';
import { setupEngine } from '../../../../src/gather/engine/setup.ts';

const engine = await connectEngine();
const run = { id: `setup-test-${randomUUID()}`, deadline: new Date(Date.now() + 600_000) };
const never = new AbortController().signal;

afterAll(async () => {
  await removeRun(engine, run.id);
});

const setUp = () => setupEngine({ install: false, families: [], progress: silent, signal: never });

test('where nothing is missing nothing is done, within two seconds', { timeout: 600_000 }, async () => {
  await setUp();
  const before = await presentImages(engine);
  const startedMs = performance.now();
  const { images, started } = await setUp();
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  expect(started).toBe(false);
  expect(new Set(images.map(({ state }) => state))).toEqual(new Set(['present']));
  const after = await presentImages(engine);
  for (const { reference } of baseImages) expect(after.get(reference)).toEqual(before.get(reference));
});

test('a stand-in answers to all its names', async () => {
  const present = await presentImages(engine);
  for (const { reference, aliases } of baseImages) {
    const standIn = present.get(reference);
    if (!standIn?.local) continue;
    for (const alias of aliases) expect(present.has(alias), alias).toBe(true);
  }
});

test('base images carry no labels', async () => {
  for (const { reference } of baseImages) {
    const { Config, RepoDigests } = await engine.docker.getImage(reference).inspect();
    if ((RepoDigests ?? []).length === 0) expect(Config.Labels ?? {}, reference).toEqual({});
  }
});

/** Builds with the classic builder, as a submission is built, and runs a command in the image without a network. */
const buildAndRun = async (files: Record<string, string>, command: string[]): Promise<string> => {
  const context = pack();
  for (const [name, text] of Object.entries(files)) context.entry({ name }, text);
  context.finalize();
  const tag = `assay-setup-test:${randomUUID()}`;
  const labels = runLabels(run);
  const stream = await engine.docker.buildImage(Readable.from(context), { t: tag, labels, rm: true, forcerm: true });
  await followEvents(engine, stream, never, () => {});
  const container = await engine.docker.createContainer({
    Image: tag,
    Entrypoint: [],
    Cmd: command,
    Labels: labels,
    Tty: true,
    HostConfig: { NetworkMode: 'none' },
  });
  await container.start();
  await container.wait();
  return String(await container.logs({ stdout: true, stderr: true })).trim();
};

describe('Dockerfiles as candidates write them build on the base images', { timeout: 300_000 }, () => {
  test('Node.js on Alpine, with apk, adduser and npm ci', async () => {
    const dockerfile = `FROM node:22-alpine
RUN apk add --no-cache tini
RUN addgroup -g 1001 -S nodejs && adduser -S -u 1001 -G nodejs app
WORKDIR /app
COPY package*.json ./
RUN npm install --package-lock-only && npm ci --omit=dev
USER app
ENTRYPOINT ["/sbin/tini", "--"]
CMD ["node", "server.js"]
`;
    const manifest = JSON.stringify({ name: 'api', version: '1.0.0', dependencies: { express: '4.21.2' } });
    const script = 'console.log([require("express/package.json").version, process.getuid()].join(" "))';
    const files = { Dockerfile: dockerfile, 'package.json': manifest };
    expect(await buildAndRun(files, ['/sbin/tini', '--', 'node', '-e', script])).toBe('4.21.2 1001');
  });

  test('Python with pip', async () => {
    const dockerfile = `FROM python:3.11-slim
WORKDIR /app
RUN pip install --no-cache-dir flask==3.0.3
CMD ["flask", "run"]
`;
    expect(await buildAndRun({ Dockerfile: dockerfile }, ['flask', '--version'])).toMatch(
      /Python 3\.11.*Flask 3\.0\.3/s,
    );
  });

  test('Go with modules', async () => {
    const dockerfile = `FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN go mod tidy && go build -o /server .
ENTRYPOINT ["/server"]
`;
    const program = `package main
import "github.com/google/uuid"
func main() { println(uuid.Nil.String()) }
`;
    const module = 'module api\n\ngo 1.26\n\nrequire github.com/google/uuid v1.3.0\n';
    const files = { Dockerfile: dockerfile, 'go.mod': module, 'main.go': program };
    expect(await buildAndRun(files, ['/server'])).toBe('00000000-0000-0000-0000-000000000000');
  });
});
