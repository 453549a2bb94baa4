import { isDeepStrictEqual } from 'node:util';
import type { Api, Challenge, Exchange, Instance, Resource } from '../../src/index.ts';
import { answerOf, CheckFailure, findingOf, jsonOf, lineOf, requireSuccess, statusOf } from '../../src/index.ts';

/** What the owner sees of an instance at one moment, and how to look again. */
export type OwnersView = { name: string; body: unknown; look: () => Promise<Exchange> };

type Part = { resource: Resource; operation: string; instance: Instance };

/** What a change would show in: the instance itself, or the owned one it is part of. */
const visiblePart = (challenge: Challenge, instance: Instance): Part | undefined => {
  for (const candidate of [instance, ...Object.values(instance.needed)]) {
    const resource = challenge.resources.get(candidate.resource);
    const operation = resource?.operations.get;
    if (resource && operation && (resource.owned || candidate === instance)) {
      return { resource, operation, instance: candidate };
    }
  }
  return undefined;
};

/**
 * Reads an instance as its owner; undefined where no operation shows it.
 * @throws CheckBlocked when the owner cannot read it
 */
export const ownersView = async (
  api: Api,
  challenge: Challenge,
  instance: Instance,
): Promise<OwnersView | undefined> => {
  const part = visiblePart(challenge, instance);
  if (part === undefined) return undefined;
  const { params, owner } = part.instance;
  const kind = part.resource.callers.get ?? 'anonymous';
  const as = kind === owner.kind ? owner : api.caller(kind);
  const look = () => api.call(part.operation, { as, params });
  const exchange = await look();
  requireSuccess(exchange, `\`${lineOf(exchange)}\` by its owner`);
  return { name: part.resource.name, body: jsonOf(exchange), look };
};

/**
 * The owner still sees what was there before somebody else's attempt.
 * @throws CheckFailure otherwise, with the attempt as evidence
 * @throws CheckBlocked when the owner can no longer read it for another reason than its absence
 */
export const expectUntouched = async (before: OwnersView, attempt: Exchange, remedy: string): Promise<void> => {
  const after = await before.look();
  const isGone = statusOf(after) === 404 || statusOf(after) === 410;
  if (!isGone) requireSuccess(after, `\`${lineOf(after)}\` by its owner`);
  if (!isGone && isDeepStrictEqual(jsonOf(after), before.body)) return;
  const fate = isGone ? 'was gone' : 'had changed';
  const message = `\`${lineOf(attempt)}\` ${answerOf(attempt)}, and the ${before.name} ${fate} afterwards.`;
  throw new CheckFailure(findingOf(attempt, { message, expected: 'a refusal without effect', remedy }));
};
