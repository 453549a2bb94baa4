import { defineCheck, expectStatus, judgeEach, operationOf, resourcesWith } from '../../src/index.ts';

export const unsupportedMediaType = defineCheck({
  id: 'unsupported-media-type',
  title: 'Answers 415 to a body of a type it does not take',
  failureTitle: 'Does not answer 415 to a body of a type it does not take',
  plain: 'Reads data in a format it was never told to read.',
  family: 'status-codes',
  axis: 'api',
  points: 2,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.16', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16' },
  signals: ['http', 'validation'],
  question: 'What could go wrong when a server guesses the format of a body?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(resourcesWith(challenge, 'create'), 'nothing is created', async (resource) => {
      const { owner, needed, params } = await api.makeNeeds(resource.name);
      const text = JSON.stringify(api.sample(resource.name, needed));
      const key = resource.idempotency ? { [resource.idempotency.header]: `key-${api.unique()}` } : {};
      const spec = {
        as: owner,
        params,
        text,
        headers: { ...key, 'content-type': 'text/plain' },
        intent: 'invalid' as const,
      };
      const exchange = await api.call(operationOf(resource, 'create'), spec);
      expectStatus(exchange, 415, {
        to: 'a text/plain body',
        remedy: 'Answer 415 Unsupported Media Type unless the body is of a declared type.',
      });
    }),
});
