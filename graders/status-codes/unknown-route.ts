import { defineCheck, expectStatus } from '../../src/index.ts';

export const unknownRoute = defineCheck({
  id: 'unknown-route',
  title: 'Answers 404 for a path it does not know',
  failureTitle: 'Does not answer 404 for a path it does not know',
  plain: 'Answers as if a page existed that does not.',
  family: 'status-codes',
  axis: 'api',
  points: 2,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.5', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5' },
  signals: ['http'],
  question: 'What answers unknown paths in your stack?',
  visibility: 'public',
  needs: ['target'],
  async run({ api }) {
    const exchange = await api.send({
      method: 'GET',
      path: `/no-such-path-${api.unique().toLowerCase()}`,
      intent: 'probe',
    });
    expectStatus(exchange, 404, { to: 'a path that nobody knows', remedy: 'Answer unknown paths with 404.' });
  },
});
