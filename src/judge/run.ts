import type { Api } from '../core/api.ts';
import type { FactName, Facts, Gathered } from '../core/artifact.ts';
import type { Challenge } from '../core/challenge.ts';
import type { AnyCheck } from '../core/check.ts';
import type { Progress } from '../core/progress.ts';
import { seededRandom, shuffled } from '../core/random.ts';
import { blocked, error, fail, type Verdict } from '../core/verdict.ts';
import { settle } from '../core/verdict-of.ts';

/** Facts by name, as far as they have been gathered. */
export type GatheredFacts = { [N in FactName]?: Gathered<Facts[N]> };

/** What the judge needs to run checks; `attempt` separates the data of a second run from that of the first. */
export type Bench = {
  challenge: Challenge;
  facts: GatheredFacts;
  seed: number;
  attempt: number;
  /** A client for one check; absent where no check of the batch needs the target. */
  apiFor?(checkId: string, random: () => number, signal: AbortSignal): Api;
  /** Why the target is gone, or undefined while it lives. */
  gone?(): Promise<string | undefined>;
  /** How many checks may talk to the target at once. */
  concurrency: number;
  signal: AbortSignal;
  progress: Progress;
};

export type Judged = { verdict: Verdict; durationMs: number };

const missingFact = (check: AnyCheck, facts: GatheredFacts): Verdict | undefined => {
  for (const name of check.needs as readonly FactName[]) {
    const fact = facts[name];
    if (fact === undefined) return error(`the fact "${name}" was not gathered`);
    if (!fact.ok) {
      const { message, remedy } = fact.error;
      return fact.fault === 'host' ? error(message) : blocked(message, [{ message: `${message}.`, remedy }]);
    }
  }
  return undefined;
};

const factsFor = (check: AnyCheck, facts: GatheredFacts): Partial<Facts> =>
  Object.fromEntries(
    (check.needs as readonly FactName[]).flatMap((name) => {
      const fact = facts[name];
      return fact?.ok ? [[name, fact.value]] : [];
    }),
  );

const outOfTime = (check: AnyCheck, seconds: number): Verdict =>
  fail([
    {
      message: `"${check.title}" could not be established within ${seconds} s: answers were too slow or did not end.`,
      expected: `answers within the ${seconds} s allowed to one check`,
      remedy:
        'Find out which request of this check does not return; look at locks and at connections that are not given back.',
    },
  ]);

/** Runs one check within its budget. The only place that turns what a check throws into a verdict is `settle`. */
const runOne = async (check: AnyCheck, bench: Bench): Promise<Judged> => {
  const begun = performance.now();
  const judged = (verdict: Verdict): Judged => ({ verdict, durationMs: Math.round(performance.now() - begun) });
  const missing = missingFact(check, bench.facts);
  if (missing) return judged(missing);
  const random = seededRandom(bench.seed, check.id, bench.attempt);
  const seconds = bench.challenge.budgets.check;
  const timer = AbortSignal.timeout(seconds * 1000);
  const signal = AbortSignal.any([timer, bench.signal]);
  const api = bench.apiFor?.(check.id, random, signal);
  const context = { challenge: bench.challenge, facts: factsFor(check, bench.facts), signal, random, api };
  const verdict = await settle(() => check.run(context as never));
  bench.signal.throwIfAborted();
  if (timer.aborted) return judged(outOfTime(check, seconds));
  return judged(verdict);
};

const needsTarget = (check: AnyCheck): boolean => check.needs.includes('target');

/** A failure seen while the target had died is not the check's own: it is blocked by the death. */
const attributed = async (check: AnyCheck, judged: Judged, bench: Bench): Promise<Judged> => {
  const { status } = judged.verdict;
  if (!needsTarget(check) || (status !== 'fail' && status !== 'partial' && status !== 'blocked')) return judged;
  const cause = await bench.gone?.();
  return cause === undefined ? judged : { ...judged, verdict: blocked(cause, judged.verdict.findings) };
};

/**
 * Runs checks: those that share the target side by side, in seeded order, then those that want it for themselves, one
 * at a time.
 * @returns verdicts by check id, and the order of start
 * @throws AbortError when the run is interrupted
 */
export const runChecks = async (
  checks: readonly AnyCheck[],
  bench: Bench,
): Promise<{ judged: Map<string, Judged>; order: string[] }> => {
  const random = seededRandom(bench.seed, 'order', bench.attempt);
  const shared = shuffled(
    checks.filter((check) => !check.exclusive),
    random,
  );
  const alone = shuffled(
    checks.filter((check) => check.exclusive),
    random,
  );
  const judged = new Map<string, Judged>();
  const order: string[] = [];
  const run = async (check: AnyCheck): Promise<void> => {
    order.push(check.id);
    judged.set(check.id, await attributed(check, await runOne(check, bench), bench));
    bench.progress.update(check.title, judged.size, checks.length);
  };
  const queue = shared.values();
  const lane = async (): Promise<void> => {
    for (const check of queue) await run(check);
  };
  await Promise.all(Array.from({ length: bench.concurrency }, lane));
  for (const check of alone) await run(check);
  return { judged, order };
};
