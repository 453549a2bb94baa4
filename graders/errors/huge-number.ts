import { defineCheck, expectThat, jsonOf, judgeEach, lineOf, succeeded, valueAt, withValue } from '../../src/index.ts';
import { expectNoCrash, leavesOf } from './robustness.ts';
import { prepareWrite, writesOf } from './writing.ts';

/** Beyond every float, and the first whole number beyond 2^53 that a float cannot hold. */
const hugeNumbers = ['1e400', '9007199254740993'];

const numbersOf = (body: unknown): string[] =>
  leavesOf(body).flatMap(({ pointer, value }) => (typeof value === 'number' ? [pointer] : []));

/** The body as text with a number that no JavaScript number can be. */
const textWith = (body: unknown, pointer: string, number: string, marker: string): string =>
  JSON.stringify(withValue(body, pointer, marker)).replace(JSON.stringify(marker), number);

export const hugeNumber = defineCheck({
  id: 'huge-number',
  title: 'Refuses numbers it cannot hold',
  failureTitle: 'Fails at numbers it cannot hold, or changes them',
  plain: 'Fails at very large numbers, or saves others than were sent.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 8259, 6', url: 'https://www.rfc-editor.org/rfc/rfc8259#section-6' },
  codes: ['WFC 100', 'CWE-190'],
  signals: ['robustness', 'data'],
  question: 'What is the largest whole number that your API takes, and which part of the stack decides that?',
  visibility: 'hidden',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(writesOf(challenge), 'nothing is written', async (write) => {
      const ready = await prepareWrite(api, write);
      const cases = numbersOf(ready.sample()).flatMap((pointer) => hugeNumbers.map((number) => ({ pointer, number })));
      return judgeEach(cases, 'no body has a number', async ({ pointer, number }) => {
        const exchange = await ready.send({ text: textWith(ready.sample(), pointer, number, api.unique()) }, 'probe');
        const because = { at: pointer, remedy: `Give \`${pointer}\` a maximum that every layer can hold.` };
        expectNoCrash(exchange, { to: `${number} as \`${pointer}\``, ...because });
        // Answers are compared as text: parsed, 2^53 + 1 would be 2^53. Where the member is not shown, nothing is known.
        if (!succeeded(exchange) || valueAt(jsonOf(exchange), pointer) === undefined) return;
        expectThat(exchange.response?.body.includes(number) === true, exchange, {
          message: `\`${lineOf(exchange)}\` took ${number} as \`${pointer}\` and answered with another number.`,
          expected: `a 4xx status, or exactly ${number}`,
          ...because,
        });
      });
    }),
});
