import type { Exchange } from '../../src/index.ts';
import { answerOf, CheckBlocked, defineCheck, expectThat, findingOf, lineOf, succeeded } from '../../src/index.ts';
import { protectedRead, usesTokens } from './protected-read.ts';

const remedy = 'Say in the error what was wrong with the credentials, never what they were.';

const expectNoEcho = (exchange: Exchange, secret: string): void => {
  const line = `\`${lineOf(exchange)}\` ${answerOf(exchange)}`;
  if (succeeded(exchange)) throw new CheckBlocked(`${line} to a bad token`, findingOf(exchange, { remedy }));
  expectThat(exchange.response?.body.includes(secret) !== true, exchange, {
    message: `${line} and repeated the credentials of the request in its body.`,
    expected: 'an error without the credentials',
    remedy,
  });
};

export const tokenInError = defineCheck({
  id: 'token-in-error',
  title: 'Does not repeat credentials in errors',
  failureTitle: 'Repeats credentials in errors',
  plain: 'Shows passwords or passes again in its error messages.',
  family: 'auth',
  axis: 'api',
  points: 0,
  severity: 'medium',
  basis: 'advisory',
  reference: { label: 'CWE-209', url: 'https://cwe.mitre.org/data/definitions/209.html' },
  codes: ['CWE-209'],
  signals: ['security'],
  question: 'Who gets to see the text of an error, and what must never be in it?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  async run({ api, challenge }) {
    const { caller, read } = await protectedRead(api, challenge);
    const token = api.tokens.signWithForeignKey(api.tokens.claims(caller.kind, caller.subject));
    expectNoEcho(await read(api.bearer(token, `forged ${caller.kind}`)), token.split('.')[2] ?? token);
    const word = `credential-${api.unique()}`;
    expectNoEcho(await read(api.bearer(word, `forged ${caller.kind}`)), word);
  },
});
