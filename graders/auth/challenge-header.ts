import type { Api, Challenge } from '../../src/index.ts';
import { anonymous, defineCheck, expectHeader, expectStatus, expectThat, judgeEach, lineOf } from '../../src/index.ts';
import { keyOperations, type ProtectedOperation, tokenOperations } from './operations.ts';
import { isTokenCaller, usesTokens } from './protected-read.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';

const isRead = ({ use }: ProtectedOperation): boolean => 'role' in use && (use.role === 'get' || use.role === 'list');

/** One read and one write that need a token, and one operation that needs an API key. */
const examples = (challenge: Challenge): ProtectedOperation[] => {
  const withToken = tokenOperations(challenge);
  const chosen = [
    withToken.find(isRead),
    withToken.find((operation) => !isRead(operation)),
    keyOperations(challenge)[0],
  ];
  return chosen.filter((operation) => operation !== undefined);
};

const judge = async (api: Api, challenge: Challenge, operation: ProtectedOperation): Promise<void> => {
  const ready = await readyRequest(api, operation);
  const attempt = await api.call(operation.operationId, { ...ready.spec, as: anonymous, intent: 'invalid' });
  const remedy = 'Answer 401 with a WWW-Authenticate header that names the scheme whenever credentials are missing.';
  expectStatus(attempt, 401, { to: 'a caller without credentials', remedy });
  const scheme = expectHeader(attempt, 'WWW-Authenticate', { remedy });
  const asksForToken = /\bbearer\b/i.test(scheme) || !isTokenCaller(challenge, operation.kind);
  expectThat(asksForToken, attempt, {
    message: `\`${lineOf(attempt)}\` answered 401 with a WWW-Authenticate header that does not name Bearer.`,
    expected: 'WWW-Authenticate: Bearer',
    remedy,
  });
  await requireAllowed(api, operation, ready);
};

export const challengeHeader = defineCheck({
  id: 'challenge-header',
  title: 'Answers 401 with WWW-Authenticate when credentials are missing',
  failureTitle: 'Does not answer 401 with WWW-Authenticate when credentials are missing',
  plain: 'Does not tell clients properly that they have to log in.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 11.6.1', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1' },
  codes: ['OWASP API2:2023'],
  signals: ['http'],
  question: 'What is the difference between 401 and 403, and what must a 401 carry?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    judgeEach(examples(challenge), 'no operation of this level needs credentials', (operation) =>
      judge(api, challenge, operation),
    ),
});
