import type { Report, Score } from '../../../src/core/report.ts';
import { summarise } from '../../../src/report/summary.ts';
import { errors, openapi, pagination, statusCodes } from './behaviour.ts';
import { hostile } from './hostile.ts';
import { image, load, loadFamily } from './operation.ts';
import { auth, concurrency, versioning } from './security.ts';

const families = [openapi, statusCodes, errors, pagination, auth, versioning, concurrency, loadFamily, image];
const results = families.flatMap((family) => family.results);
const categories = families.map((family) => family.category);

const totalOf = (parts: readonly Score[]): Score => {
  const total = { earned: 0, possible: 0, low: 0, high: 0 };
  for (const part of parts) {
    total.earned += part.earned;
    total.possible += part.possible;
    total.low += part.low;
    total.high += part.high;
  }
  return total;
};

const score = totalOf(categories);

const isInfrastructure = (family: string) => family === 'load' || family === 'image';

/** A submission to the checkout challenge as it could be: good work with gaps, and hostile text where text can be. */
export const sampleReport: Report = {
  schemaVersion: '1.0',
  harness: { name: 'assay', version: '0.1.0' },
  challenge: { id: 'checkout', version: '1.0.0', title: 'Checkout API', level: 'mid', profile: 'full-stack' },
  submission: {
    origin: 'https://git.example/candidate-17/checkout.git',
    kind: 'git',
    ref: 'main',
    commit: '4f2c91a7d3be0c5f8a6e1b2d9c4f7a3e5b8d1c60',
    dirty: false,
    imageId: 'sha256:9c1185a5c5e9fc54612808977ee8f548b2258d31d2f2b4f0e8a1c7d6b5a49382',
    notes: [
      {
        code: 'link-not-followed',
        message: `a symbolic link was not followed: docs/${hostile.direction}`,
        at: 'docs/latest',
      },
    ],
  },
  outcome: 'graded',
  score,
  summary: summarise({ results, categories, score, bar: 70, level: 'mid', outcome: 'graded' }),
  categories,
  axes: {
    api: totalOf(categories.filter((category) => !isInfrastructure(category.family))),
    infrastructure: totalOf(categories.filter((category) => isInfrastructure(category.family))),
  },
  results,
  load,
  timings: [
    { stage: 'source', ms: 1240 },
    { stage: 'image', ms: 41_830 },
    { stage: 'spec', ms: 2110 },
    { stage: 'target', ms: 3460 },
    { stage: 'checks', ms: 6920 },
    { stage: 'load', ms: 33_400 },
    { stage: 'lifecycle', ms: 2870 },
    { stage: 'cleanup', ms: 940 },
  ],
  environment: {
    seed: 7731,
    startedAt: '2026-11-23T14:05:09.120Z',
    finishedAt: '2026-11-23T14:06:41.890Z',
    node: '24.21.0',
    host: { platform: 'linux-x64', cpus: 4, memoryBytes: 8 * 1024 ** 3 },
    engine: { version: '29.1.3', apiVersion: '1.52', runtime: 'runc', cgroup: 'v2' },
    limits: { cpus: 2, memoryBytes: 512 * 1024 ** 2, pids: 256 },
    order: results.filter((result) => result.attempts > 0).map((result) => result.id),
    harnessPeakBytes: 187 * 1024 ** 2,
  },
  logs: {
    build: `Step 1/9 : FROM node:24\n ---> 5a1f\nStep 2/9 : RUN npm ci\nadded 214 packages in 9s\n${hostile.terminal}\nSuccessfully built 9c1185a5c5e9\n`,
    container: `{"level":"info","msg":"listening on 8080"}\n{"level":"warn","msg":"${hostile.script}"}\nGET /v2/products?limit=20&cursor=b2Zmc2V0OjIw 200\n${hostile.terminal}\n`,
  },
  leftBehind: 0,
};
