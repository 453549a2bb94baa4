import {
  answerOf,
  aResource,
  defineCheck,
  expectThat,
  judgeEach,
  notApplicable,
  requireSuccess,
  succeeded,
  withValue,
} from '../../src/index.ts';
import { read, updatable, update } from './reading.ts';

export const rejectedWriteEffect = defineCheck({
  id: 'rejected-write-effect',
  title: 'Changes nothing when a write is refused',
  failureTitle: 'Changes something although a write was refused',
  plain: 'Saves half of what it said it refused.',
  family: 'status-codes',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'OWASP API6:2023' },
  codes: ['WFC 104', 'EM 901'],
  signals: ['data', 'validation'],
  question: 'In which order do you validate and write?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: (challenge) => (updatable(challenge).length > 0 ? undefined : 'nothing can be updated at this level'),
  run: ({ api, challenge }) =>
    judgeEach(
      updatable(challenge).flatMap((resource) =>
        resource.invalid.filter(({ change }) => 'set' in change).map((variant) => ({ resource, variant })),
      ),
      'no update can be made invalid',
      async ({ resource, variant }) => {
        const made = await api.make(resource.name);
        const before = requireSuccess(await read(api, resource, made), `reading ${aResource(resource)}`);
        const valid = api.sample(resource.name, made.needed, 'change');
        const json = 'set' in variant.change ? withValue(valid, variant.field, variant.change.set) : valid;
        const { exchange } = await update(api, resource, made, json, 'invalid');
        if (succeeded(exchange)) return notApplicable('the update was not refused');
        const after = await read(api, resource, made);
        expectThat(after.response?.body === before.response?.body, after, {
          message: `An update with ${variant.why} ${answerOf(exchange)}, and the ${resource.name} changed all the same.`,
          expected: before.response?.body.slice(0, 200),
          remedy: 'Validate the whole body before changing anything, and write in one transaction.',
        });
      },
    ),
});
