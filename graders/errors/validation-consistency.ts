import type { Challenge, Exchange, InvalidVariant } from '../../src/index.ts';
import { CheckBlocked, defineCheck, expectThat, judgeEach, lineOf, statusOf, valueAt } from '../../src/index.ts';
import { type InvalidWrite, invalidBody, invalidWrites, prepareWrite } from './writing.ts';

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/**
 * What kind of fault a variant is, where that is beyond doubt. Patterns, enumerations, formats and fractions are not:
 * one stack finds them while it parses, another while it validates.
 */
const faultOf = (sample: unknown, { field, change }: InvalidVariant): string | undefined => {
  if ('drop' in change) return 'a missing member';
  const valid = valueAt(sample, field);
  if (kindOf(valid) !== kindOf(change.set)) return 'a value of the wrong type';
  return Number.isInteger(valid) && Number.isInteger(change.set) ? 'a number out of range' : undefined;
};

/** The variants of the level by kind of fault; a kind with one variant has nothing to agree with. */
const comparable = (challenge: Challenge): [fault: string, writes: InvalidWrite[]][] => {
  const byFault = Map.groupBy(invalidWrites(challenge), ({ write, variant }) =>
    faultOf(write.resource.sample, variant),
  );
  return [...byFault].flatMap(([fault, writes]) => (fault && writes.length > 1 ? [[fault, writes]] : []));
};

export const validationConsistency = defineCheck({
  id: 'validation-consistency',
  title: 'Answers the same kind of fault with the same status everywhere',
  failureTitle: 'Answers the same kind of fault with different statuses',
  plain: 'Reacts differently to the same mistake in different places.',
  family: 'errors',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5' },
  signals: ['api-design', 'validation'],
  question: 'When do you answer 400 and when 422, and where is that decided?',
  visibility: 'hidden',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(comparable(challenge), 'no kind of fault can be made in two places', async ([fault, writes]) => {
      const refused: Exchange[] = [];
      for (const { write, variant } of writes) {
        const ready = await prepareWrite(api, write);
        const exchange = await ready.send({ json: invalidBody(ready.sample(), variant) });
        if (challenge.errors.validationStatuses.includes(statusOf(exchange))) refused.push(exchange);
      }
      const [first] = refused;
      if (first === undefined) throw new CheckBlocked(`${fault} was refused nowhere`);
      const different = refused.find((exchange) => statusOf(exchange) !== statusOf(first)) ?? first;
      expectThat(different === first, different, {
        message: `\`${lineOf(different)}\` answered ${statusOf(different)} to ${fault}, \`${lineOf(first)}\` ${statusOf(first)}.`,
        expected: 'the same status for the same kind of fault',
        remedy: 'Decide once which status each kind of fault has, in the place where errors become answers.',
      });
    }),
});
