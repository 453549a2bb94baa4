import {
  type Because,
  CheckBlocked,
  defineCheck,
  expectThat,
  findingOf,
  jsonOf,
  judgeEach,
  lineOf,
  statusOf,
  valueAt,
} from '../../src/index.ts';
import { invalidBody, invalidWrites, prepareWrite } from './writing.ts';

/** The name of the member at fault: the last part of the pointer that is no position. */
const nameOf = (pointer: string): string =>
  pointer
    .split('/')
    .filter((part) => !/^\d*$/.test(part))
    .at(-1) ?? pointer;

/** Whether a value holds the name as a whole word: in a pointer, a path with dots, a key or a message. */
const names = (errors: unknown, name: string): boolean => {
  const literal = name.replace(/[^\w]/g, '\\$&');
  return new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, 'i').test(JSON.stringify(errors) ?? '');
};

export const fieldErrors = defineCheck({
  id: 'field-errors',
  title: 'Names the member at fault when a body is not valid',
  failureTitle: 'Does not name the member at fault when a body is not valid',
  plain: 'Says that something is wrong, but not what.',
  family: 'errors',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9457, 3.2', url: 'https://www.rfc-editor.org/rfc/rfc9457#section-3.2' },
  signals: ['api-design', 'validation'],
  question: 'How does a form in a browser learn which of its fields to mark?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: ({ errors }) => (errors.fieldErrors ? undefined : 'no list of invalid members is asked for'),
  run: ({ api, challenge }) =>
    judgeEach(invalidWrites(challenge), 'no body can be made invalid', async ({ write, variant }) => {
      const { fieldErrors: place = '', validationStatuses } = challenge.errors;
      const ready = await prepareWrite(api, write);
      const exchange = await ready.send({ json: invalidBody(ready.sample(), variant) });
      const because: Because = {
        to: variant.why,
        expected: `an entry in ${place} for ${variant.field}`,
        at: variant.field,
        remedy: `List each invalid member in \`${place}\`, with its JSON pointer and a message.`,
      };
      if (!validationStatuses.includes(statusOf(exchange)))
        throw new CheckBlocked(`${variant.why} was not refused`, findingOf(exchange, because));
      const errors = valueAt(jsonOf(exchange), place);
      expectThat(names(errors, nameOf(variant.field)), exchange, {
        message: `\`${lineOf(exchange)}\` answered ${variant.why} without naming \`${variant.field}\` in \`${place}\`.`,
        ...because,
      });
    }),
});
