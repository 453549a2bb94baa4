import type { Challenge, Instance } from '../../src/index.ts';
import { answerOf, aResource, defineCheck, expectThat, judgeEach, lineOf } from '../../src/index.ts';
import { type ProtectedOperation, tokenOperations } from './operations.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';
import { expectRefused } from './refusal.ts';

const ownedReads = (challenge: Challenge): ProtectedOperation[] =>
  tokenOperations(challenge).filter(({ resource, use }) => resource.owned && 'role' in use && use.role === 'get');

/** Shorter texts may stand in any error by chance. */
const minTellingCharacters = 8;

/** Texts of a JSON value, at any depth. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
};

/** Texts that only the owner's request had: a stranger names the object in the path, so that may be repeated. */
const secretsOf = ({ sent, params }: Instance): string[] =>
  textsIn(sent).filter((text) => text.length >= minTellingCharacters && !Object.values(params).includes(text));

export const foreignObjectRead = defineCheck({
  id: 'foreign-object-read',
  title: 'Shows nobody what belongs to another',
  failureTitle: 'Shows callers what belongs to another',
  plain: 'Lets customers look at the data of other customers.',
  family: 'auth',
  axis: 'api',
  points: 6,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'OWASP API1:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
  },
  codes: ['OWASP API1:2023', 'WFC 206', 'CWE-639'],
  signals: ['security'],
  question: 'Where is it decided that a caller may see an object, and how would you test that for all routes?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    ownedReads(challenge).length > 0 ? undefined : 'nothing that can be read has an owner',
  run: ({ api, challenge }) =>
    judgeEach(ownedReads(challenge), 'nothing that can be read has an owner', async (operation) => {
      const { resource, kind, operationId } = operation;
      const ready = await readyRequest(api, operation, api.caller(kind, 'owner'));
      const stranger = api.caller(kind, 'stranger');
      const attempt = await api.call(operationId, { ...ready.spec, as: stranger, intent: 'invalid' });
      const remedy = `Look for ${aResource(resource)} of the caller only (by id and owner); answer 404 or 403 otherwise.`;
      const to = `a caller who does not own the ${resource.name}`;
      expectRefused(attempt, { to, expected: '404 or 403', remedy });
      const secrets = ready.instance ? secretsOf(ready.instance) : [];
      const isLeaking = secrets.some((secret) => attempt.response?.body.includes(secret) === true);
      expectThat(!isLeaking, attempt, {
        message: `\`${lineOf(attempt)}\` ${answerOf(attempt)} to ${to}, with data of the ${resource.name} in its body.`,
        expected: 'an error without data of the object',
        remedy,
      });
      await requireAllowed(api, operation, ready);
    }),
});
