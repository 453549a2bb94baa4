import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Gathered, SourceFact, TargetFact } from '../core/artifact.ts';
import type { Challenge } from '../core/challenge.ts';
import type { AnyCheck } from '../core/check.ts';
import { usageError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { seededRandom } from '../core/random.ts';
import type { Report } from '../core/report.ts';
import { gatherSpec } from '../gather/spec/index.ts';
import { createRecorder } from '../http/recorder.ts';
import { type Credentials, clientFactory, createCredentials } from '../http/session.ts';
import { confirmed, unconfirmed, wantsConfirmation } from '../judge/confirm.ts';
import { gathered } from '../judge/gathered.ts';
import { type PlannedCheck, planChecks } from '../judge/plan.ts';
import { type Bench, type GatheredFacts, runChecks } from '../judge/run.ts';
import { axesOf, categoriesOf, resultOf, scoreOf } from '../judge/score.ts';
import { summarise } from '../report/summary.ts';

export type PracticeRequest = {
  /** Where the candidate's own server listens, e.g. `http://localhost:3000`. */
  baseUrl: string;
  challenge: Challenge;
  checks: readonly AnyCheck[];
  /** Where the candidate's OpenAPI document may lie. */
  directory: string;
  seed: number;
  version: string;
  signal: AbortSignal;
  progress: Progress;
};

/** Facts a server that merely runs can give. */
const available = new Set(['target', 'traffic', 'spec']);

const isPractisable = ({ check }: PlannedCheck): boolean =>
  check.visibility === 'public' && (check.needs as readonly string[]).every((need) => available.has(need));

const practiceCredentials = async (challenge: Challenge): Promise<Credentials> => {
  const { practice, directory } = challenge;
  if (practice === undefined) {
    throw usageError(
      'no-practice-key',
      `the challenge "${challenge.id}" has no practice key`,
      'add `practice` to its challenge.yaml',
    );
  }
  const privateKey = createPrivateKey(await readFile(join(directory, practice.key)));
  return createCredentials(challenge, practice.apiKeys, [{ keyId: practice.keyId, privateKey }]);
};

const originOf = (baseUrl: string): string => {
  const parsed = URL.parse(baseUrl);
  if (parsed && (parsed.protocol === 'http:' || parsed.protocol === 'https:')) return parsed.origin;
  throw usageError(
    'base-url-invalid',
    `"${baseUrl}" is not an http(s) URL`,
    'give the address of your running server, such as http://localhost:8080',
  );
};

/** Waits for nothing: the server is expected to run already. @throws AssayError when it does not answer */
const requireAnswer = async (bench: Bench, baseUrl: string): Promise<TargetFact> => {
  const { ready } = bench.challenge.probes;
  const api = bench.apiFor?.('ready', seededRandom(0), bench.signal);
  const exchange = await api?.send({ method: 'GET', path: ready, intent: 'probe' });
  if (exchange?.response === undefined) {
    throw usageError(
      'server-silent',
      `nothing answers at ${baseUrl}`,
      "start your server first, with the environment of the challenge's kit",
    );
  }
  const port = Number(new URL(baseUrl).port || 80);
  return {
    ...{ readyMs: exchange.durationMs, readyBy: { path: ready, status: exchange.response.status }, port },
    ...{ listensOn: [], runsAs: '', readOnlyRoot: false, notes: [] },
  };
};

const ownDocument = (request: PracticeRequest, bench: Bench) =>
  gathered(request.signal, () => {
    const api = bench.apiFor?.('spec', seededRandom(0), request.signal);
    const source: Pick<SourceFact, 'directory'> = { directory: request.directory };
    return gatherSpec({
      source,
      fetchPath: api && ((path) => api.send({ method: 'GET', path, intent: 'probe' })),
      contract: request.challenge.contract,
      signal: request.signal,
    });
  });

/**
 * Runs the public checks against a server that is already running, without an engine: the same checks as a grade, for
 * candidates. Failures are confirmed by a second run with other data.
 * @throws AssayError (usage) when nothing answers there or the challenge cannot be practised
 */
export const practise = async (request: PracticeRequest): Promise<Report> => {
  const startedAt = new Date();
  const { challenge, seed, signal, progress } = request;
  const origin = originOf(request.baseUrl);
  const plan = planChecks(challenge, request.checks).filter(isPractisable);
  const recorder = createRecorder();
  const credentials = await practiceCredentials(challenge);
  const facts: GatheredFacts = {};
  const bench: Bench = {
    ...{ challenge, facts, seed, signal, progress, attempt: Number(startedAt), concurrency: 4 },
    apiFor: clientFactory(challenge, { origin }, recorder, credentials),
  };
  progress.stage('checks', `checking ${origin}`);
  facts.target = { ok: true, value: await requireAnswer(bench, request.baseUrl) } satisfies Gathered<TargetFact>;
  facts.spec = await ownDocument(request, bench);
  const ask = (live: boolean) =>
    plan
      .filter((one) => one.notApplicable === undefined && one.check.needs.includes('target') === live)
      .map(({ check }) => check);
  const live = await runChecks(ask(true), bench);
  facts.traffic = { ok: true, value: { exchanges: recorder.exchanges() } };
  const rest = await runChecks(ask(false), bench);
  const failed = ask(true).filter((check) =>
    wantsConfirmation(live.judged.get(check.id)?.verdict ?? { status: 'pass', score: 1, findings: [] }),
  );
  const again = await runChecks(failed, { ...bench, attempt: bench.attempt + 1, concurrency: 1 });
  const results = plan.map((one) => {
    const first = live.judged.get(one.check.id) ?? rest.judged.get(one.check.id);
    const second = again.judged.get(one.check.id);
    return resultOf(one, first && (second ? confirmed(one.check, first, second) : unconfirmed(first)));
  });
  return practiceReport(request, { startedAt, results, order: [...live.order, ...rest.order] });
};

const practiceReport = (
  { challenge, baseUrl, seed, version }: PracticeRequest,
  { startedAt, results, order }: { startedAt: Date; results: Report['results']; order: string[] },
): Report => {
  const score = scoreOf(results);
  const categories = categoriesOf(results);
  const { id, title, level, profile, bar } = challenge;
  return {
    schemaVersion: '1.0',
    harness: { name: 'assay', version },
    challenge: { id, version: challenge.version, title, level, profile },
    submission: { origin: baseUrl, kind: 'url', notes: [] },
    outcome: 'graded',
    ...{ score, categories, results, axes: axesOf(results) },
    summary: summarise({ results, categories, score, bar, level, outcome: 'graded' }),
    timings: [{ stage: 'checks', ms: Date.now() - startedAt.getTime() }],
    environment: {
      ...{
        seed,
        startedAt: startedAt.toISOString(),
        finishedAt: new Date().toISOString(),
        node: process.versions.node,
        order,
      },
      host: { platform: `${process.platform} ${process.arch}`, cpus: availableParallelism(), memoryBytes: totalmem() },
      harnessPeakBytes: process.resourceUsage().maxRSS * 1024,
    },
    logs: {},
    leftBehind: 0,
  };
};
