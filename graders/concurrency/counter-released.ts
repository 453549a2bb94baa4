import { defineCheck, expectStatus, judgeEach, requireSuccess } from '../../src/index.ts';
import { expectCounter, releases, releasingResources, stocked } from './counting.ts';

export const counterReleased = defineCheck({
  id: 'counter-released',
  title: 'Gives back exactly once what a cancelled order had taken',
  failureTitle: 'Does not give back exactly once what a cancelled order had taken',
  plain: 'Loses or multiplies goods when orders are cancelled.',
  family: 'concurrency',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['data'],
  question: 'A cancel request is repeated. How do you keep the books right?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: releases,
  run: ({ api, challenge }) =>
    judgeEach(releasingResources(challenge), 'nothing is given back', async (resource) => {
      const shelf = await stocked(api, resource, 5);
      const made = await api.make(resource.name, { with: { [shelf.resource]: shelf } });
      const cancel = () => api.call(resource.release, { as: made.owner, params: made.params });
      const first = requireSuccess(await cancel(), `the action \`${resource.consumes.release}\``);
      await expectCounter(api, challenge, shelf, resource, 5, first);
      const again = await cancel();
      expectStatus(again, [200, 409], {
        to: 'the same action a second time',
        expected: '409',
        remedy: 'Check the state in the statement that changes it.',
      });
      await expectCounter(api, challenge, shelf, resource, 5, again);
    }),
});
