import {
  aResource,
  defineCheck,
  expectThat,
  headerOf,
  judgeEach,
  requireSuccess,
  resourcesWith,
} from '../../src/index.ts';
import { read } from './reading.ts';

export const safeGet = defineCheck({
  id: 'safe-get',
  title: 'Changes nothing when something is read',
  failureTitle: 'Changes something when something is read',
  plain: 'Changes data although it was only looked at.',
  family: 'status-codes',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'standard',
  reference: { label: 'RFC 9110, 9.2.1', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1' },
  signals: ['http'],
  question: 'What may a GET change, and what not?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(
      resourcesWith(challenge, 'create', 'get').filter((resource) => resource.async === undefined),
      'nothing can be read',
      async (resource) => {
        const made = await api.make(resource.name);
        const first = requireSuccess(await read(api, resource, made), `reading ${aResource(resource)}`);
        const second = await read(api, resource, made);
        const same =
          second.response?.body === first.response?.body && headerOf(second, 'etag') === headerOf(first, 'etag');
        expectThat(same, second, {
          message: `Reading the same ${resource.name} twice gave two representations.`,
          expected: first.response?.body.slice(0, 200),
          remedy: 'Leave the resource alone when it is read.',
        });
      },
    ),
});
