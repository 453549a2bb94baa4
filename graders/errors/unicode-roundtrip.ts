import type { Api, Exchange, Resource } from '../../src/index.ts';
import {
  callerFor,
  defineCheck,
  expectThat,
  jsonOf,
  judgeEach,
  lineOf,
  notApplicable,
  operationOf,
  succeeded,
  valueAt,
  withValue,
} from '../../src/index.ts';
import { expectNoCrash, textsOf } from './robustness.ts';
import { prepareWrite, type ReadyWrite, writesOf } from './writing.ts';

/** Emoji, right to left, four bytes in UTF-8; the same in every normal form, without blanks at the ends. */
const text = 'Grüße 東京 مرحبا שלום 𝒳 🛒';

const remedy = 'Use UTF-8 from the socket to the column, and return texts as they came.';

/** @throws CheckFailure when the text is shown, and is another one */
const expectText = (exchange: Exchange, pointer: string): void => {
  const value = valueAt(jsonOf(exchange), pointer);
  expectThat(value === undefined || value === text, exchange, {
    message: `\`${pointer}\` written as "${text}" was answered by \`${lineOf(exchange)}\` as ${JSON.stringify(value).slice(0, 120)}.`,
    expected: JSON.stringify(text),
    at: pointer,
    remedy,
  });
};

/** Reads what a write made. */
const readBack = (
  api: Api,
  resource: Resource,
  { owner, params }: ReadyWrite,
  written: Exchange,
): Promise<Exchange> => {
  const id = String(valueAt(jsonOf(written), resource.id ?? ''));
  const named = Object.entries(resource.params).map(([name, value]) => [name, value === '{id}' ? id : params[name]]);
  const as = callerFor(api, resource, 'get', owner);
  return api.call(operationOf(resource, 'get'), { as, params: Object.fromEntries(named) });
};

export const unicodeRoundtrip = defineCheck({
  id: 'unicode-roundtrip',
  title: 'Gives back texts in every script as they were written',
  failureTitle: 'Changes or cannot take texts in some scripts',
  plain: 'Garbles names with foreign letters or emoji.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 8259, 8.1', url: 'https://www.rfc-editor.org/rfc/rfc8259#section-8.1' },
  codes: ['WFC 100'],
  signals: ['robustness', 'data'],
  question: 'How many characters long is an emoji, for your validation and for your database?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(writesOf(challenge), 'nothing is written', async (write) => {
      const { resource } = write;
      const ready = await prepareWrite(api, write);
      return judgeEach(textsOf(ready.sample()), 'no body has a text', async (pointer) => {
        // A text with a form of its own (a SKU, a currency, an id) may well be refused.
        const exchange = await ready.send({ json: withValue(ready.sample(), pointer, text) }, 'probe');
        expectNoCrash(exchange, { to: `"${text}" in \`${pointer}\``, at: pointer, remedy });
        if (!succeeded(exchange)) return notApplicable('no text takes every script');
        expectText(exchange, pointer);
        if (resource.operations.get) expectText(await readBack(api, resource, ready, exchange), pointer);
        return undefined;
      });
    }),
});
