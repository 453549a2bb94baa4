import {
  aResource,
  type Challenge,
  callerFor,
  defineCheck,
  expectThat,
  headerOf,
  judgeEach,
  notApplicable,
  operationOf,
  type Resource,
  requireSuccess,
  resourcesWith,
  statusOf,
} from '../../src/index.ts';

const removable = (challenge: Challenge): Resource[] =>
  resourcesWith(challenge, 'delete').filter(({ operations }) => operations.create ?? operations.replace);

export const noContentBody = defineCheck({
  id: 'no-content-body',
  title: 'Sends no body with 204',
  failureTitle: 'Sends a body with 204',
  plain: 'Adds data to an answer that promises none.',
  family: 'status-codes',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'standard',
  reference: { label: 'RFC 9110, 15.3.5', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5' },
  codes: ['EM 954'],
  signals: ['http'],
  question: 'Which answers never have a body?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) => (removable(challenge).length > 0 ? undefined : 'nothing can be deleted at this level'),
  run: ({ api, challenge }) =>
    judgeEach(removable(challenge), 'nothing can be deleted', async (resource) => {
      const made = await api.make(resource.name);
      const exchange = await api.call(operationOf(resource, 'delete'), {
        as: callerFor(api, resource, 'delete', made.owner),
        params: made.params,
      });
      requireSuccess(exchange, `deleting ${aResource(resource)}`);
      if (statusOf(exchange) !== 204) return notApplicable('deleting is not answered with 204');
      const length = Number(headerOf(exchange, 'content-length') ?? 0);
      expectThat(exchange.response?.body === '' && length === 0, exchange, {
        message: `A 204 came with ${length > 0 ? `Content-Length ${length}` : 'a body'}.`,
        expected: 'no body and no Content-Length',
        remedy: 'Send nothing after the headers of a 204.',
      });
    }),
});
