import type { Challenge, TokenClaims } from '../../src/index.ts';
import { defineCheck, judgeEach } from '../../src/index.ts';
import { type ProtectedOperation, roleOperations, scopedOperations } from './operations.ts';
import { usesTokens } from './protected-read.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';
import { expectRefused } from './refusal.ts';

type Lookalike = { operation: ProtectedOperation; what: string; claims: TokenClaims };

const makes = ({ use }: ProtectedOperation): boolean => 'role' in use && use.role === 'create';

const lookalikes = (challenge: Challenge): Lookalike[] => {
  const scoped = scopedOperations(challenge).find(makes);
  const privileged = roleOperations(challenge).find(makes);
  const found: Lookalike[] = [];
  if (scoped) {
    const scope = (challenge.auth.callers[scoped.kind]?.scopes ?? []).map((name) => `${name}-archive`).join(' ');
    found.push({ operation: scoped, what: `a token with the scopes \`${scope}\``, claims: { scope } });
  }
  if (privileged) {
    const [role = ''] = challenge.auth.callers[privileged.kind]?.roles ?? [];
    const roles = [`${role}-trainee`, `not-${role}`];
    found.push({ operation: privileged, what: `a token with the roles \`${roles.join('`, `')}\``, claims: { roles } });
    const text = `no-${role}`;
    found.push({
      operation: privileged,
      what: `a token whose roles are the text \`${text}\``,
      claims: { roles: text },
    });
  }
  return found;
};

export const lookalikeClaims = defineCheck({
  id: 'lookalike-claims',
  title: 'Compares scopes and roles as whole words',
  failureTitle: 'Takes a similar scope or role for the right one',
  plain: 'Confuses permissions whose names look alike.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 6749, 3.3', url: 'https://www.rfc-editor.org/rfc/rfc6749#section-3.3' },
  codes: ['OWASP API5:2023', 'CWE-863'],
  signals: ['security'],
  question: 'How do you find a scope in the scope claim, and what would `includes` find?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: (challenge) =>
    usesTokens(challenge) ?? (lookalikes(challenge).length > 0 ? undefined : 'the challenge has no scopes or roles'),
  run: ({ api, challenge }) =>
    judgeEach(lookalikes(challenge), 'no operation needs a scope or role', async ({ operation, what, claims }) => {
      const ready = await readyRequest(api, operation);
      const good = api.tokens.claims(operation.kind, ready.caller.subject);
      const as = api.bearer(api.tokens.sign({ ...good, ...claims }), `${operation.kind} with similar claims`);
      const attempt = await api.call(operation.operationId, { ...ready.spec, as, intent: 'invalid' });
      expectRefused(attempt, {
        to: what,
        expected: '403',
        remedy: 'Split scopes at spaces, take roles as a list, and compare whole names.',
      });
      await requireAllowed(api, operation, ready);
    }),
});
