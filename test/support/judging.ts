import { createPrivateKey } from 'node:crypto';
import { inject } from 'vitest';
import { loadChallenge } from '../../src/challenge/load.ts';
import type { FactName, Facts, Gathered } from '../../src/core/artifact.ts';
import type { Challenge } from '../../src/core/challenge.ts';
import type { AnyCheck } from '../../src/core/check.ts';
import { silent } from '../../src/core/progress.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import { createApi } from '../../src/http/api.ts';
import { createIssuer } from '../../src/http/issuer.ts';
import { createRecorder, type Recorder } from '../../src/http/recorder.ts';
import { createForge } from '../../src/http/tokens.ts';
import { runChecks } from '../../src/judge/run.ts';
import { type Fault, startFaultProxy } from '../../src/verify/fault-proxy.ts';

/** The flagship challenge with everything it can ask for. */
export const challenge: Challenge = await loadChallenge('checkout', { level: 'staff' });

const issuerOf = () => {
  const { algorithm, issuer, audience } = challenge.auth.issuer ?? {
    algorithm: 'RS256' as const,
    issuer: '',
    audience: '',
  };
  const keys = inject('reference').keys.map(({ keyId, pem }) => ({ keyId, privateKey: createPrivateKey(pem) }));
  return createIssuer({ algorithm, issuer, audience }, keys);
};

const targetFact: Facts['target'] = {
  readyMs: 500,
  readyBy: { path: challenge.probes.ready, status: 200 },
  port: 8080,
  listensOn: ['0.0.0.0'],
  runsAs: '1000:1000',
  readOnlyRoot: true,
  notes: [],
};

type Options = {
  /** Facts besides the target; a plain value is wrapped. */
  facts?: { [N in FactName]?: Facts[N] };
  recorder?: Recorder;
  deadlineMs?: number;
  /** Another challenge than the flagship at staff level. */
  challenge?: Challenge;
};

const gathered = <T>(value: T): Gathered<T> => ({ ok: true, value });

/** Runs one check against an origin as a grade would, and returns its verdict. */
export const judgeAt = async (origin: string, check: AnyCheck, options: Options = {}): Promise<Verdict> => {
  const recorder = options.recorder ?? createRecorder();
  const issuer = issuerOf();
  const asked = options.challenge ?? challenge;
  const facts = { target: targetFact, ...options.facts };
  const { judged } = await runChecks([check], {
    challenge: asked,
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, gathered(value)])),
    seed: 7731,
    // Tests share one database: each run needs data of its own.
    attempt: Math.floor(Math.random() * 2 ** 31),
    apiFor: (checkId, random, signal) =>
      createApi({
        ...{ challenge: asked, recorder, checkId, random, signal },
        address: { origin },
        forge: createForge(issuer, asked.auth.callers),
        apiKeys: { warehouse: inject('reference').warehouseKey },
        limits: options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs },
      }),
    concurrency: 1,
    signal: new AbortController().signal,
    progress: silent,
  });
  const verdict = judged.get(check.id)?.verdict;
  if (verdict === undefined) throw new Error(`${check.id} was not judged`);
  return verdict;
};

/** Judges the sound reference solution. */
export const judgeReference = (check: AnyCheck, options?: Options): Promise<Verdict> =>
  judgeAt(inject('reference').origin, check, options);

/** Judges the reference solution behind a proxy that breaks the given rules. */
export const judgeFaulty = async (
  check: AnyCheck,
  faults: Fault | readonly Fault[],
  options?: Options,
): Promise<Verdict> => {
  const list = Array.isArray(faults) ? (faults as readonly Fault[]) : [faults as Fault];
  const proxy = await startFaultProxy({ origin: inject('reference').origin }, list);
  try {
    return await judgeAt(proxy.origin, check, options);
  } finally {
    await proxy.stop();
  }
};

/** The messages of a verdict's findings, the volatile parts (ids, words made for one run) replaced. */
export const messagesOf = (verdict: Verdict): string[] =>
  verdict.findings.map(({ message }) =>
    message
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
      .replace(/cursor=[^`&\s]+/g, 'cursor=<cursor>'),
  );
