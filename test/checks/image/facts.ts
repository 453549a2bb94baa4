import { loadChallenge } from '../../../src/challenge/load.ts';
import type { ImageFact, LifecycleFact, TargetFact, TrafficFact } from '../../../src/core/artifact.ts';
import type { Challenge } from '../../../src/core/challenge.ts';
import type { AnyCheck } from '../../../src/core/check.ts';
import type { Exchange } from '../../../src/core/exchange.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { settle } from '../../../src/core/verdict-of.ts';

/** The flagship challenge with everything it can ask for. */
export const challenge: Challenge = await loadChallenge('checkout', { level: 'staff' });

/** Instructions as the gatherer lists them, one a line, blank lines counted. */
export const instructionsOf = (dockerfile: string): ImageFact['instructions'] =>
  dockerfile.split('\n').flatMap((text, index) => {
    const [, keyword = '', rest = ''] = /^\s*(\S+)\s+(.*)$/.exec(text) ?? [];
    return keyword === '' ? [] : [{ line: index + 1, keyword, rest }];
  });

const soundDockerfile = `FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY src ./src
USER node
EXPOSE 8080
CMD ["node", "src/main.ts"]`;

/** An image without a fault, with what is different. */
export const imageFact = (over: Partial<ImageFact> = {}): ImageFact => ({
  id: `sha256:${'0'.repeat(64)}`,
  sizeBytes: 280_000_000,
  user: 'node',
  entrypoint: ['docker-entrypoint.sh'],
  command: ['node', 'src/main.ts'],
  workingDirectory: '/app',
  environment: ['PATH=/usr/local/bin:/usr/bin', 'NODE_VERSION=24.11.0', 'NODE_ENV=production'],
  exposedPorts: ['8080/tcp'],
  volumes: [],
  healthcheck: false,
  baseImages: ['node:24-bookworm-slim'],
  instructions: instructionsOf(soundDockerfile),
  hasDockerignore: false,
  buildMs: 20_000,
  steps: 12,
  log: '',
  ...over,
});

export const targetFact = (over: Partial<TargetFact> = {}): TargetFact => ({
  readyMs: 900,
  readyBy: { path: '/readyz', status: 200 },
  port: 8080,
  listensOn: ['0.0.0.0'],
  runsAs: '1000',
  readOnlyRoot: true,
  notes: [],
  ...over,
});

/** A line as the reference solution logs it. */
export const requestLine = (id: number): string =>
  JSON.stringify({
    level: 'info',
    time: '2026-03-01T10:00:00.000Z',
    pid: 1,
    hostname: 'pod',
    requestId: `req-${id}`,
    method: 'GET',
    path: '/v2/products',
    status: 200,
    durationMs: 1.8,
    msg: 'request',
  });

export const lifecycleFact = (over: Partial<LifecycleFact> = {}): LifecycleFact => ({
  stopMs: 120,
  exitCode: 0,
  graceMs: 10_000,
  inFlightAnswered: true,
  survivedRestart: true,
  logLines: Array.from({ length: 40 }, (_, index) => requestLine(index)),
  oomKilled: false,
  ...over,
});

/** The fact of a container that was gone before it could be stopped. */
export const endedByItself: LifecycleFact = {
  exitCode: 1,
  graceMs: 10_000,
  logLines: [requestLine(1)],
  oomKilled: false,
};

export const exchangeWith = (headers: Record<string, string>, path = '/v2/orders'): Exchange => ({
  id: 1,
  checkId: 'x',
  caller: 'customer',
  intent: 'valid',
  request: { method: 'GET', path, headers },
  response: { status: 200, headers: {}, body: '{}' },
  durationMs: 1,
});

type FactsInHand = { image: ImageFact; target: TargetFact; lifecycle: LifecycleFact; traffic: TrafficFact };

/** Judges hand-made facts; those not given are without a fault. */
export const judgeFacts = (check: AnyCheck, given: Partial<FactsInHand> = {}): Promise<Verdict> => {
  const facts: FactsInHand = {
    image: imageFact(),
    target: targetFact(),
    lifecycle: lifecycleFact(),
    traffic: { exchanges: [] },
    ...given,
  };
  const context = { challenge, facts, signal: new AbortController().signal, random: () => 0 };
  return settle(() => check.run(context as never));
};

export const messages = ({ findings }: Verdict): string[] => findings.map(({ message }) => message);

/** Log lines of hostile or careless programs: none may break a check. */
export const hostileLines: string[] = [
  '',
  '   ',
  'null',
  '[]',
  '[{"level":"info"}]',
  '17',
  '"text"',
  '{',
  '{}',
  '{"level": }',
  '{"__proto__":{"level":"info"},"constructor":1,"toString":null,"hasOwnProperty":"x"}',
  `{"a":${'['.repeat(900)}${']'.repeat(900)}}`,
  `${'{"req":'.repeat(250)}{"id":"deep"}${'}'.repeat(250)}`,
  `{"":"","..":"..",".":1,"req":{"":{"id":""}}}`,
  `{"message":"${'a'.repeat(1987)}...`,
  `{${'"k":1,'.repeat(300)}`,
  'x'.repeat(2000),
  '\\u{0}\\u{202e}',
  '... 12345 bytes left out ...',
  '... 12345 bytes left out ...',
  'GET /v2/products 200',
  '{"request":"GET /","status":"200","duration":"fast","method":"FETCH","path":"products","time":null}',
  '{"status":99,"code":600,"duration":-1,"latency":{},"level":[],"reqId":"-","msg":""}',
];

/** Text in which careless patterns would take very long. */
export const slowTexts: string[] = [
  'a'.repeat(200_000),
  'rm npm install pip install -r '.repeat(10_000),
  '='.repeat(200_000),
  `"${'\\"'.repeat(100_000)}`,
  '-----BEGIN '.repeat(20_000),
  'yarn --x --y '.repeat(20_000),
  'A_KEY=$'.repeat(30_000),
];
