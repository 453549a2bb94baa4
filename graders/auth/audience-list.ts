import { answerOf, defineCheck, expectThat, lineOf, succeeded } from '../../src/index.ts';
import { guardedRead, usesTokens } from './protected-read.ts';

export const audienceList = defineCheck({
  id: 'audience-list',
  title: 'Accepts a token meant for several services',
  failureTitle: 'Refuses a token meant for several services',
  plain: 'Turns away people whose pass is good for several services.',
  family: 'auth',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 7519, 4.1.3', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3' },
  signals: ['security'],
  question: 'Which forms may the audience of a token have?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  async run({ api, challenge }) {
    const { caller, read } = await guardedRead(api, challenge);
    const { aud, ...claims } = api.tokens.claims(caller.kind, caller.subject);
    const token = api.tokens.sign({ ...claims, aud: ['another-api', aud] });
    const exchange = await read(api.bearer(token, `${caller.kind} with two audiences`), 'valid');
    expectThat(succeeded(exchange), exchange, {
      message: `\`${lineOf(exchange)}\` ${answerOf(exchange)} to a token whose \`aud\` is a list that contains the audience.`,
      expected: 'a 2xx status',
      remedy: 'Take `aud` as text or as a list of texts, and look for your audience in it.',
    });
  },
});
