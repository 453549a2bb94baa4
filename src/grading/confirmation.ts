import type { Gathered, ImageFact } from '../core/artifact.ts';
import type { AnyCheck } from '../core/check.ts';
import type { Engine } from '../gather/engine/connect.ts';
import { createRecorder } from '../http/recorder.ts';
import { type Confirmed, confirmed, unconfirmed, wantsConfirmation } from '../judge/confirm.ts';
import { gathered } from '../judge/gathered.ts';
import { type GatheredFacts, type Judged, runChecks } from '../judge/run.ts';
import { benchOf, startFresh } from './functional.ts';
import type { GradeRun } from './run.ts';

const unconfirmedAll = (judged: ReadonlyMap<string, Judged>): Map<string, Confirmed> =>
  new Map([...judged].map(([id, one]) => [id, unconfirmed(one)]));

/**
 * Runs every failed live check once more against a fresh container with an empty database, one at a time, before it may
 * cost anything. When the fresh container cannot be started the first verdicts stand.
 */
export const confirmFailures = async (
  run: GradeRun,
  engine: Engine,
  image: Gathered<ImageFact>,
  facts: GatheredFacts,
  judged: ReadonlyMap<string, Judged>,
): Promise<Map<string, Confirmed>> => {
  const results = unconfirmedAll(judged);
  const failed = run.plan
    .map(({ check }) => check)
    .filter((check) => {
      const verdict = judged.get(check.id)?.verdict;
      return verdict !== undefined && wantsConfirmation(verdict);
    });
  if (failed.length === 0 || !image.ok || !facts.target?.ok) return results;
  const fresh = await gathered(run.signal, () => startFresh(run, engine, image.value));
  if (!fresh.ok) return results;
  const target = fresh.value;
  try {
    const bench = { ...benchOf(run, facts, target, createRecorder(), 2), concurrency: 1 };
    const again = await runChecks(failed, bench);
    for (const check of failed) join(results, check, judged, again.judged);
  } finally {
    await target.dispose();
  }
  return results;
};

const join = (
  results: Map<string, Confirmed>,
  check: AnyCheck,
  first: ReadonlyMap<string, Judged>,
  second: ReadonlyMap<string, Judged>,
): void => {
  const [before, after] = [first.get(check.id), second.get(check.id)];
  if (before && after) results.set(check.id, confirmed(check, before, after));
};
