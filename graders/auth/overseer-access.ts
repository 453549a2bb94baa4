import type { Challenge, Resource } from '../../src/index.ts';
import { CheckFailure, defineCheck, findingOf, judgeEach, resourcesWith, succeeded } from '../../src/index.ts';
import { usesTokens } from './protected-read.ts';

type Oversight = { resource: Resource; kind: string; operationId: string };

/** Every operation that a kind of caller may use on what belongs to others. */
const oversights = (challenge: Challenge): Oversight[] =>
  resourcesWith(challenge, 'create').flatMap((resource) =>
    Object.entries(resource.overseers).flatMap(([kind, operationIds]) =>
      operationIds.map((operationId) => ({ resource, kind, operationId })),
    ),
  );

export const overseerAccess = defineCheck({
  id: 'overseer-access',
  title: 'Lets those who oversee others do what they may',
  failureTitle: 'Keeps those who oversee others from what they may do',
  plain: 'Does not let the staff of the shop look after its customers.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['security', 'domain'],
  question: 'Where do you decide whether a caller may see what belongs to somebody else?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    usesTokens(challenge) ?? (oversights(challenge).length > 0 ? undefined : 'nobody oversees others at this level'),
  run: ({ api, challenge }) =>
    judgeEach(oversights(challenge), 'nobody oversees others', async ({ resource, kind, operationId }) => {
      const made = await api.make(resource.name);
      const exchange = await api.call(operationId, { as: api.caller(kind, 'overseer'), params: made.params });
      if (succeeded(exchange)) return;
      throw new CheckFailure(
        findingOf(exchange, {
          to: `the ${kind}, on the ${resource.name} of a customer`,
          expected: 'a 2xx status',
          remedy: `Allow ${operationId} to the owner and to the ${kind}.`,
        }),
      );
    }),
});
