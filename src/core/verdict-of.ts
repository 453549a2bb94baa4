import { CheckBlocked, CheckFailure } from './errors.ts';
import { blocked, error, fail, notApplicable, partial, pass, type Verdict } from './verdict.ts';

/** The one place where an exception becomes a verdict: a failure, a block, or, for anything else, our own error. */
const verdictOf = (thrown: unknown): Verdict => {
  if (thrown instanceof CheckFailure) return fail(thrown.findings);
  if (thrown instanceof CheckBlocked) return blocked(thrown.message, thrown.finding ? [thrown.finding] : []);
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return error(`the check itself failed: ${detail}`);
};

/** Runs a check's body and returns what it concluded; never throws. */
// biome-ignore lint/suspicious/noConfusingVoidType: returning nothing is how a check passes
export const settle = async (body: () => Promise<Verdict | void>): Promise<Verdict> => {
  try {
    return (await body()) ?? pass();
  } catch (thrown) {
    return verdictOf(thrown);
  }
};

/**
 * Judges the same rule for several subjects, in order: the score is the share that holds. A subject that is blocked does
 * not hold either, but says nothing against the rule: where no subject fails and some are blocked, the whole is blocked,
 * with the points of the share that holds. An error of ours in one makes the whole an error.
 * @param none why the check does not apply when there are no subjects
 */
export const judgeEach = async <T>(
  subjects: Iterable<T>,
  none: string,
  // biome-ignore lint/suspicious/noConfusingVoidType: returning nothing is how a subject passes
  judge: (subject: T) => Promise<Verdict | void>,
): Promise<Verdict> => {
  const verdicts: Verdict[] = [];
  for (const subject of subjects) verdicts.push(await settle(() => judge(subject)));
  const broken = verdicts.find((verdict) => verdict.status === 'error' || verdict.status === 'inconclusive');
  if (broken) return broken;
  const judged = verdicts.filter((verdict) => verdict.status !== 'not-applicable');
  if (judged.length === 0) return notApplicable(verdicts[0]?.reason ?? none);
  const findings = judged.flatMap((verdict) => verdict.findings);
  const score = judged.reduce((sum, verdict) => sum + (verdict.score ?? 0), 0) / judged.length;
  const firstBlocked = judged.find((verdict) => verdict.status === 'blocked');
  const anyFailed = judged.some((verdict) => verdict.status === 'fail' || verdict.status === 'partial');
  if (firstBlocked && !anyFailed) return { ...blocked(firstBlocked.reason ?? none, findings), score };
  return { ...partial(score, findings), ...(firstBlocked && { reason: firstBlocked.reason }) };
};
