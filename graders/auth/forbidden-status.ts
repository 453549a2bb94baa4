import type { Api, Caller, Challenge, TokenClaims } from '../../src/index.ts';
import { aResource, defineCheck, expectStatus, judgeEach } from '../../src/index.ts';
import { type ProtectedOperation, roleOperations, scopedOperations, tokenOperations } from './operations.ts';
import { usesTokens } from './protected-read.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';

type Case = {
  operation: ProtectedOperation;
  to: string;
  /** Statuses of the brief: what belongs to others may also be hidden. */
  statuses: readonly number[];
  /** Who is to be refused, given the caller for whom the request would work. */
  as(api: Api, rightful: Caller): Caller;
};

const withClaims =
  (claims: TokenClaims) =>
  (api: Api, { kind, subject }: Caller): Caller =>
    api.bearer(api.tokens.sign({ ...api.tokens.claims(kind, subject), ...claims }), `${kind} without the right`);

const somebodyElse = (api: Api, { kind }: Caller): Caller => api.caller(kind, 'somebody else');

const cases = (challenge: Challenge): Case[] => {
  const scoped = scopedOperations(challenge)[0];
  const privileged = roleOperations(challenge)[0];
  const owned = tokenOperations(challenge).find(
    ({ resource, use }) => resource.owned && 'role' in use && use.role === 'get',
  );
  const found: Case[] = [];
  if (scoped) {
    const to = 'a good token without the scope';
    found.push({ operation: scoped, to, statuses: [403], as: withClaims({ scope: 'profile' }) });
  }
  if (privileged) {
    const to = 'a good token without the role';
    found.push({ operation: privileged, to, statuses: [403], as: withClaims({ roles: [] }) });
  }
  if (owned) {
    const to = `a caller who does not own ${aResource(owned.resource)}`;
    found.push({ operation: owned, to, statuses: [403, 404], as: somebodyElse });
  }
  return found;
};

export const forbiddenStatus = defineCheck({
  id: 'forbidden-status',
  title: 'Answers 403 where a good token is not enough',
  failureTitle: 'Does not answer 403 where a good token is not enough',
  plain: 'Tells people to log in again when they simply lack the permission.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.4', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4' },
  codes: ['WFC 205'],
  signals: ['http'],
  question: 'When do you answer 401, 403 and 404 to a caller who may not do something?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    judgeEach(cases(challenge), 'nothing needs more than a good token', async ({ operation, to, statuses, as }) => {
      const ready = await readyRequest(api, operation);
      const spec = { ...ready.spec, as: as(api, ready.caller), intent: 'invalid' } as const;
      expectStatus(await api.call(operation.operationId, spec), statuses, {
        to,
        remedy: 'Answer 401 only when the token is missing or bad, and 403 when the caller is known but not allowed.',
      });
      await requireAllowed(api, operation, ready);
    }),
});
