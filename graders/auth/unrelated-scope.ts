import type { Challenge, Exchange } from '../../src/index.ts';
import { CheckFailure, defineCheck, findingOf, judgeEach, lineOf, succeeded } from '../../src/index.ts';
import { type ProtectedOperation, scopedOperations } from './operations.ts';
import { usesTokens } from './protected-read.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';

const scopesOf = (challenge: Challenge, { kind }: ProtectedOperation): string[] =>
  challenge.auth.callers[kind]?.scopes ?? [];

/** Creating something for one of several scopes. */
const subjects = (challenge: Challenge): ProtectedOperation[] =>
  scopedOperations(challenge).filter(
    (operation) =>
      'role' in operation.use && operation.use.role === 'create' && scopesOf(challenge, operation).length > 1,
  );

const failureOf = (exchange: Exchange, scopes: readonly string[]): CheckFailure =>
  new CheckFailure(
    findingOf(exchange, {
      message: `\`${lineOf(exchange)}\` succeeded with each of the scopes ${scopes.join(', ')} alone.`,
      expected: '403 without the scope of the operation',
      remedy: 'Ask for the scope that belongs to the operation, not for any scope.',
    }),
  );

export const unrelatedScope = defineCheck({
  id: 'unrelated-scope',
  title: 'Does not take one scope for another',
  failureTitle: 'Takes any scope for any operation',
  plain: 'Treats a pass for one part of the service as a pass for all parts.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 6750, 3.1', url: 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1' },
  codes: ['OWASP API5:2023', 'WFC 206', 'CWE-863'],
  signals: ['security'],
  question: 'A token has a scope, but not the one of this operation. What happens in your code?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: (challenge) =>
    usesTokens(challenge) ?? (subjects(challenge).length > 0 ? undefined : 'no caller has several scopes'),
  run: ({ api, challenge }) =>
    judgeEach(subjects(challenge), 'no caller has several scopes', async (operation) => {
      const ready = await readyRequest(api, operation);
      const scopes = scopesOf(challenge, operation);
      const accepted: Exchange[] = [];
      for (const scope of scopes) {
        const claims = { ...api.tokens.claims(operation.kind, ready.caller.subject), scope };
        const as = api.bearer(api.tokens.sign(claims), `${operation.kind} with the scope ${scope} only`);
        const exchange = await api.call(operation.operationId, { ...ready.spec, as, intent: 'invalid' });
        if (succeeded(exchange)) accepted.push(exchange);
      }
      const [first] = accepted;
      if (first && accepted.length === scopes.length) throw failureOf(first, scopes);
      if (accepted.length === 0) await requireAllowed(api, operation, ready);
    }),
});
