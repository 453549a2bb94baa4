import type { Challenge } from '../core/challenge.ts';
import type { AnyCheck } from '../core/check.ts';
import { usageError } from '../core/errors.ts';

/** A check as it stands in this run before anything has run: asked or not, and for how many points. */
export type PlannedCheck = {
  check: AnyCheck;
  requirements: string[];
  /** Points of the whole, 0 for advisory checks and for those that do not apply. */
  possible: number;
  /** Why it does not apply, by a rule known before the run. */
  notApplicable?: string;
};

const requirementsCiting = (challenge: Challenge, checkId: string): string[] =>
  challenge.requirements.filter((requirement) => requirement.checks.includes(checkId)).map(({ id }) => id);

/** Whether the level asks for a check: cited by one of its requirements, or by none at all and not only the brief's. */
const asked = (challenge: Challenge, check: AnyCheck): boolean =>
  requirementsCiting(challenge, check.id).length > 0 || (check.basis !== 'brief' && !challenge.notAsked.has(check.id));

const weightOf = (challenge: Challenge, check: AnyCheck, familyPoints: ReadonlyMap<string, number>): number => {
  const whole = familyPoints.get(check.family) ?? 0;
  if (whole === 0) return 0;
  return ((challenge.weights[check.family] ?? 0) * challenge.axes[check.axis] * check.points) / whole;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Decides which checks a challenge asks for and what each is worth, so that all together are worth 100. A family's
 * weight is shared by the points of its applicable checks; the profile's factor for the axis is applied to each.
 * @param leftOut why the run leaves a check out, decided before it begins
 * @throws AssayError (usage) when two checks share an id or a requirement cites an unknown check
 */
export const planChecks = (
  challenge: Challenge,
  checks: readonly AnyCheck[],
  leftOut: (check: AnyCheck) => string | undefined = () => undefined,
): PlannedCheck[] => {
  validateChecks(challenge, checks);
  const planned = checks
    .filter((check) => asked(challenge, check))
    .map((check) => ({
      check,
      requirements: requirementsCiting(challenge, check.id),
      notApplicable: leftOut(check) ?? check.notApplicable?.(challenge),
    }));
  const scored = planned.filter(({ notApplicable }) => notApplicable === undefined);
  const familyPoints = new Map<string, number>();
  for (const { check } of scored) familyPoints.set(check.family, (familyPoints.get(check.family) ?? 0) + check.points);
  const raw = new Map(scored.map(({ check }) => [check.id, weightOf(challenge, check, familyPoints)]));
  const total = sum([...raw.values()]);
  return planned.map((plan) => ({
    ...plan,
    possible: total === 0 ? 0 : (100 * (raw.get(plan.check.id) ?? 0)) / total,
  }));
};

const validateChecks = (challenge: Challenge, checks: readonly AnyCheck[]): void => {
  const ids = new Set<string>();
  for (const check of checks) {
    if (ids.has(check.id))
      throw usageError('check-twice', `two checks are called "${check.id}"`, 'give one of them another id');
    ids.add(check.id);
    const advisory = check.basis === 'advisory';
    if (advisory !== (check.points === 0)) {
      throw usageError(
        'check-points',
        `check "${check.id}" is ${check.basis} with ${check.points} points`,
        'advisory checks have 0 points, all others more',
      );
    }
  }
  for (const { id, checks: cited } of challenge.requirements) {
    const unknown = cited.find((name) => !ids.has(name));
    if (unknown)
      throw usageError(
        'check-unknown',
        `requirement ${id} cites the unknown check "${unknown}"`,
        'see `grade checks` for the list',
      );
  }
};
