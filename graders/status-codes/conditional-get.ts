import {
  aResource,
  type Challenge,
  defineCheck,
  expectHeader,
  expectStatus,
  expectThat,
  judgeEach,
  type Resource,
  requireSuccess,
  resourcesWith,
} from '../../src/index.ts';
import { read } from './reading.ts';

/** Resources with an ETag of their own, and those whose ETag their parts write against. */
const tagged = (challenge: Challenge): Resource[] => {
  const parents = [...challenge.resources.values()].flatMap(({ preconditions }) => preconditions?.parent ?? []);
  return resourcesWith(challenge, 'create', 'get').filter(
    ({ name, preconditions }) => (preconditions && preconditions.parent === undefined) || parents.includes(name),
  );
};

export const conditionalGet = defineCheck({
  id: 'conditional-get',
  title: 'Answers 304 when nothing has changed',
  failureTitle: 'Does not answer 304 when nothing has changed',
  plain: 'Sends everything again although nothing has changed.',
  family: 'status-codes',
  axis: 'api',
  points: 2,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.4.5', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5' },
  signals: ['http', 'performance'],
  question: 'What does a 304 save, and what does it not?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) => (tagged(challenge).length > 0 ? undefined : 'nothing has an ETag at this level'),
  run: ({ api, challenge }) =>
    judgeEach(tagged(challenge), 'nothing has an ETag', async (resource) => {
      const made = await api.make(resource.name);
      const first = requireSuccess(await read(api, resource, made), `reading ${aResource(resource)}`);
      const etag = expectHeader(first, 'etag', { remedy: 'Send an ETag with every representation.' });
      const exchange = await read(api, resource, made, { 'if-none-match': etag });
      const remedy = 'Compare If-None-Match with the current ETag and answer 304 without a body.';
      expectStatus(exchange, 304, { to: 'an If-None-Match with the current ETag', remedy });
      expectThat(exchange.response?.body === '', exchange, {
        message: 'A 304 came with a body.',
        expected: 'no body',
        remedy,
      });
    }),
});
