import { anonymous, defineCheck } from '../../src/index.ts';
import { protectedRead, usesTokens } from './protected-read.ts';
import { expectAllRefused } from './refusal.ts';

export const queryToken = defineCheck({
  id: 'query-token',
  title: 'Takes no token from the query',
  failureTitle: 'Takes a token from the query',
  plain: 'Accepts passes in web addresses, where they end up in logs and histories.',
  family: 'auth',
  axis: 'api',
  points: 0,
  severity: 'medium',
  basis: 'advisory',
  reference: { label: 'RFC 6750, 2.3', url: 'https://www.rfc-editor.org/rfc/rfc6750#section-2.3' },
  codes: ['CWE-598'],
  signals: ['security'],
  question: 'Why should a token not be part of a URL?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  async run({ api, challenge }) {
    const { caller, read } = await protectedRead(api, challenge);
    const token = caller.headers.authorization?.split(' ')[1] ?? '';
    const { request } = await read(anonymous);
    const attempts = [];
    for (const name of ['access_token', 'token']) {
      const exchange = await api.send({ method: 'GET', path: request.path, query: { [name]: token }, intent: 'probe' });
      const remedy = 'Read tokens from the Authorization header only.';
      attempts.push({ exchange, because: { to: `a token in the query parameter ${name}`, expected: '401', remedy } });
    }
    expectAllRefused(attempts);
  },
});
