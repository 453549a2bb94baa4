import { defineCheck, expectStatus, judgeEach } from '../../src/index.ts';
import { encodePart } from './forged-tokens.ts';
import { protectedRead, usesTokens } from './protected-read.ts';

const withHeader = (header: unknown, payload: unknown = {}): string =>
  `Bearer ${encodePart(header)}.${encodePart(payload)}.c2lnbmF0dXJl`;

/** Values of Authorization that are no token: what they are, and the value. */
const values: readonly [what: string, value: string][] = [
  ['a scheme without a token', 'Bearer'],
  ['a token that is one word', 'Bearer undefined'],
  ['a token of two empty dots', 'Bearer ..'],
  ['a token that is no base64url', 'Bearer %00.%ff.~~~'],
  ['a token in two words', 'Bearer abc def'],
  ['a token of 3000 characters', `Bearer ${'a'.repeat(3000)}`],
  ['a token with too many parts', 'Bearer a.b.c.d.e.f'],
  ['a token whose header is null', withHeader(null)],
  ['a token whose header is an array', withHeader([])],
  ['a token whose header names no algorithm', withHeader({})],
  ['a token whose `kid` is an object', withHeader({ alg: 'RS256', kid: { $ne: null } })],
  ['a token whose `kid` is `__proto__`', withHeader({ alg: 'RS256', kid: '__proto__' })],
  ['a token whose claims are null', withHeader({ alg: 'RS256', typ: 'JWT' }, null)],
  ['a password in the Basic scheme', 'Basic dXNlcjpwYXNzd29yZA=='],
  ['an unknown scheme', 'Token abc'],
];

export const garbageCredentials = defineCheck({
  id: 'garbage-credentials',
  title: 'Refuses malformed credentials cleanly',
  failureTitle: 'Does not refuse malformed credentials cleanly',
  plain: 'Breaks, or lets people in, when shown a pass that is scribbled on.',
  family: 'auth',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 6750, 3.1', url: 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1' },
  codes: ['OWASP API2:2023', 'CWE-755'],
  signals: ['security', 'robustness'],
  question: 'Which errors can reading a token raise, and where are they turned into an answer?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: async ({ api, challenge }) => {
    const { caller, read } = await protectedRead(api, challenge);
    return judgeEach(values, 'there is no malformed credential', async ([what, value]) => {
      const exchange = await read({ kind: `forged ${caller.kind}`, subject: '', headers: { authorization: value } });
      expectStatus(exchange, [401, 400], {
        to: what,
        remedy: 'Treat whatever cannot be read as a token like a token that is not acceptable: 401.',
      });
    });
  },
});
