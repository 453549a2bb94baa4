import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { ImageFact } from '../../../src/core/artifact.ts';
import type { Engine } from '../../../src/gather/engine/connect.ts';
import { runLabels } from '../../../src/gather/engine/labels.ts';
import type { Run } from '../../../src/gather/engine/pod-engine.ts';

const from = 'FROM node:24-bookworm-slim\nWORKDIR /app\nCOPY --chown=1000:1000 program.mjs .\n';

/**
 * Builds an image from instructions after the usual ones and a program, and reads its fact as a gatherer would.
 * @param instructions e.g. `USER node\nCMD ["node", "program.mjs"]`
 */
export const buildTestImage = async (
  engine: Engine,
  run: Run,
  program: string,
  instructions = 'USER node\nCMD ["node", "program.mjs"]',
): Promise<ImageFact> => {
  const context = pack();
  context.entry({ name: 'Dockerfile' }, `${from}${instructions}\n`);
  context.entry({ name: 'program.mjs' }, program);
  context.finalize();
  const options = { labels: runLabels(run), q: true, forcerm: true, networkmode: 'none' };
  const output = await text(await engine.docker.buildImage(Readable.from(context), options));
  const id = /sha256:[0-9a-f]{64}/.exec(output)?.[0];
  if (id === undefined) throw new Error(`the test image was not built: ${output}`);
  const { Config, Size } = await engine.docker.getImage(id).inspect();
  return {
    id,
    sizeBytes: Size,
    user: Config.User,
    entrypoint: [Config.Entrypoint ?? []].flat(),
    command: Config.Cmd ?? [],
    workingDirectory: Config.WorkingDir,
    environment: Config.Env ?? [],
    exposedPorts: [],
    volumes: Object.keys(Config.Volumes ?? {}),
    healthcheck: false,
    baseImages: ['node:24-bookworm-slim'],
    instructions: [],
    hasDockerignore: false,
    buildMs: 0,
    steps: 4,
    log: '',
  };
};

/** A server with a readiness path, and whatever a test adds: `routes` is the body of `(url, response) => ...`. */
export const server = (routes = '', listen = "Number(process.env.PORT), '0.0.0.0'"): string => `
import { createServer } from 'node:http';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as dns from 'node:dns/promises';
import { execFileSync, spawn } from 'node:child_process';
const reply = (response, status, value) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
};
const server = createServer(async (request, response) => {
  const { url } = request;
  ${routes}
  reply(response, url === '/health/ready' ? 200 : 404, {});
});
server.listen(${listen}, () => console.log('listening'));
`;
