import { answerOf, defineCheck, expectThat, lineOf, succeeded } from '../../src/index.ts';
import { guardedRead, usesTokens } from './protected-read.ts';

export const rotatedKey = defineCheck({
  id: 'rotated-key',
  title: 'Accepts tokens signed with any published key',
  failureTitle: 'Refuses tokens signed with the second published key',
  plain: 'Would lock customers out when keys are exchanged.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 7517, 4.5', url: 'https://www.rfc-editor.org/rfc/rfc7517#section-4.5' },
  signals: ['security', 'operations'],
  question: 'How would you exchange the signing key without logging anybody out?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  async run({ api, challenge }) {
    const { caller, read } = await guardedRead(api, challenge);
    const token = api.tokens.signWithNextKey(api.tokens.claims(caller.kind, caller.subject));
    const exchange = await read(api.bearer(token, `${caller.kind} with the second key`), 'valid');
    expectThat(succeeded(exchange), exchange, {
      message: `\`${lineOf(exchange)}\` ${answerOf(exchange)} to a token signed with the second published key.`,
      expected: 'a 2xx status',
      remedy: 'Keep every key of the set, and choose by the `kid` of the token.',
    });
  },
});
