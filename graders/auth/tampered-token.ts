import type { TokenClaims } from '../../src/index.ts';
import { defineCheck } from '../../src/index.ts';
import { encodePart, expectTokensRefused, type ForgedToken } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

/** The last character of base64url may carry unused bits, so a byte in the middle is turned over. */
const withFlippedByte = (signature: string): string => {
  const bytes = Buffer.from(signature, 'base64url');
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 0xff, middle);
  return bytes.toString('base64url');
};

const tampered = (token: string, claims: TokenClaims): ForgedToken[] => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const longer = encodePart({ ...claims, exp: Number(claims.exp) + 86_400 });
  return [
    { what: 'a token whose claims were changed after signing', token: `${header}.${longer}.${signature}` },
    { what: 'a token with an empty signature', token: `${header}.${payload}.` },
    { what: 'a token cut off before its signature', token: `${header}.${payload}` },
    {
      what: 'a token with one changed byte in its signature',
      token: `${header}.${payload}.${withFlippedByte(signature)}`,
    },
  ];
};

export const tamperedToken = defineCheck({
  id: 'tampered-token',
  title: 'Rejects tokens that were changed after signing',
  failureTitle: 'Accepts tokens that were changed after signing',
  plain: 'Accepts passes that were altered by their holder.',
  family: 'auth',
  axis: 'api',
  points: 5,
  severity: 'critical',
  basis: 'standard',
  reference: { label: 'RFC 7515, 5.2', url: 'https://www.rfc-editor.org/rfc/rfc7515#section-5.2' },
  codes: ['OWASP API2:2023', 'CWE-347'],
  signals: ['security'],
  question: 'What exactly does the signature of a token cover?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Verify the signature over header and payload as they were received, before reading any claim.',
      (claims) => tampered(api.tokens.sign(claims), claims),
    ),
});
