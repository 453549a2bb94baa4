import {
  answerOf,
  aResource,
  defineCheck,
  expectThat,
  jsonOf,
  judgeEach,
  operationOf,
  requireSuccess,
  resourcesWith,
  succeeded,
} from '../../src/index.ts';

/** JSON without what may rightly differ from write to write: times and versions. */
const withoutTimes = (value: unknown): string =>
  JSON.stringify(value, (key, inner) => (/(At|Time|Date|version|etag)$/i.test(key) ? undefined : inner));

export const replaceIdempotence = defineCheck({
  id: 'replace-idempotence',
  title: 'Ends in the same state when the same PUT is sent twice',
  failureTitle: 'Does not end in the same state when the same PUT is sent twice',
  plain: 'Counts things twice when a request is repeated.',
  family: 'status-codes',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'standard',
  reference: { label: 'RFC 9110, 9.2.2', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2' },
  codes: ['EM 905'],
  signals: ['http', 'data'],
  question: 'Which methods may a client repeat blindly?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    resourcesWith(challenge, 'replace').length > 0 ? undefined : 'nothing can be replaced at this level',
  run: ({ api, challenge }) =>
    judgeEach(resourcesWith(challenge, 'replace'), 'nothing can be replaced', async (resource) => {
      const { owner, needed, params } = await api.makeNeeds(resource.name);
      const json = api.sample(resource.name, needed, resource.change === undefined ? 'sample' : 'change');
      const put = () => api.call(operationOf(resource, 'replace'), { as: owner, json, params });
      const first = requireSuccess(await put(), `putting ${aResource(resource)}`);
      const second = await put();
      expectThat(succeeded(second), second, {
        message: `The same PUT a second time ${answerOf(second)}.`,
        expected: 'a 2xx status',
        remedy: 'Make PUT set the state it is given, whatever was there.',
      });
      expectThat(withoutTimes(jsonOf(second)) === withoutTimes(jsonOf(first)), second, {
        message: 'The same PUT a second time left another state than the first.',
        expected: first.response?.body.slice(0, 200),
        remedy: 'Make PUT set the state it is given instead of adding to it.',
      });
    }),
});
