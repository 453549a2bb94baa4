import { defineCheck, expectThat, judgeEach } from '../../src/index.ts';
import { counterOf, countingResources, countsDown, stocked } from './counting.ts';

export const counterTaken = defineCheck({
  id: 'counter-taken',
  title: 'Takes exactly what was ordered from the counter',
  failureTitle: 'Does not take exactly what was ordered from the counter',
  plain: 'Keeps wrong books about what is left.',
  family: 'concurrency',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['data'],
  question: 'Where do you change the number, and in which transaction?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: countsDown,
  run: ({ api, challenge }) =>
    judgeEach(countingResources(challenge), 'nothing is limited in number', async (resource) => {
      const shelf = await stocked(api, resource, 5);
      const made = await api.make(resource.name, { with: { [shelf.resource]: shelf } });
      const left = await counterOf(api, challenge, shelf, resource.consumes.field);
      const expected = 5 - resource.consumes.amount;
      expectThat(left === expected, made.exchange, {
        message: `Of 5, one ${resource.name} took ${resource.consumes.amount}; ${left} were left.`,
        expected: `${expected} left`,
        remedy: 'Change the counter in the same transaction that makes the order.',
      });
    }),
});
