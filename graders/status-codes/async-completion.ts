import { aResource, defineCheck, expectStatus, expectThat, jsonOf, judgeEach, valueAt } from '../../src/index.ts';
import { counterOf } from '../concurrency/counting.ts';
import { asyncResources, awaitState } from './background.ts';

export const asyncCompletion = defineCheck({
  id: 'async-completion',
  title: 'Accepts work with 202 and finishes it',
  failureTitle: 'Does not accept work with 202 and finish it',
  plain: 'Says that it will do something and does not do it.',
  family: 'status-codes',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.3.3', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.3.3' },
  signals: ['http', 'operations'],
  question: 'What happens to accepted work when the process dies?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    asyncResources(challenge).length > 0 ? undefined : 'nothing is done in the background at this level',
  run: ({ api, challenge, signal }) =>
    judgeEach(asyncResources(challenge), 'nothing is done in the background', async (resource) => {
      const needs = await api.makeNeeds(resource.name);
      const { effect } = resource.async;
      const shelf = effect && needs.needed[effect.resource];
      const before = effect && shelf ? await counterOf(api, challenge, shelf, effect.field) : 0;
      const made = await api.make(resource.name, { as: needs.owner, with: needs.needed });
      expectStatus(made.exchange, 202, {
        to: `creating ${aResource(resource)}`,
        remedy: 'Answer 202 Accepted before the work is done.',
      });
      const last = await awaitState(api, resource, made, signal);
      const state = valueAt(jsonOf(last), resource.async.field);
      expectThat(state === resource.async.done, last, {
        message: `${resource.async.withinSeconds} s after it was accepted, the ${resource.name} has the state ${JSON.stringify(state)}.`,
        expected: resource.async.done,
        at: resource.async.field,
        remedy: 'Do the work in the background and update the status resource.',
      });
      if (effect === undefined || shelf === undefined) return;
      const after = await counterOf(api, challenge, shelf, effect.field);
      expectThat(after === before + effect.amount, last, {
        message: `The finished ${resource.name} changed \`${effect.field}\` from ${before} to ${after}.`,
        expected: String(before + effect.amount),
        remedy: 'Apply the work exactly once, in one transaction with the change of its state.',
      });
    }),
});
