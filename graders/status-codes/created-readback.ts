import {
  aResource,
  defineCheck,
  expectThat,
  isJsonObject,
  jsonOf,
  judgeEach,
  requireSuccess,
  resourcesWith,
} from '../../src/index.ts';
import { read } from './reading.ts';

/** Objects may list their members in another order. */
const sorted = (value: unknown): unknown =>
  isJsonObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, sorted(value[key])]),
      )
    : value;

const sameNumbers = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

export const createdReadback = defineCheck({
  id: 'created-readback',
  title: 'Gives back what was written',
  failureTitle: 'Does not give back what was written',
  plain: 'Loses or changes what was entered.',
  family: 'status-codes',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 9110, 9.3.3', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.3' },
  codes: ['WFC 101'],
  signals: ['data'],
  question: 'Which fields does your API normalise, and does the client learn of it?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(
      resourcesWith(challenge, 'create', 'get').filter((resource) => resource.async === undefined),
      'nothing is created',
      async (resource) => {
        const made = await api.make(resource.name);
        const exchange = await read(api, resource, made);
        requireSuccess(exchange, `reading ${aResource(resource)}`);
        const body = jsonOf(exchange);
        for (const [name, sent] of Object.entries(isJsonObject(made.sent) ? made.sent : {})) {
          const received = isJsonObject(body) ? body[name] : undefined;
          expectThat(JSON.stringify(received) === JSON.stringify(sent) || sameNumbers(received, sent), exchange, {
            message: `\`${name}\` was written as ${JSON.stringify(sent)} and read as ${JSON.stringify(received)?.slice(0, 120)}.`,
            expected: JSON.stringify(sent),
            at: `/${name}`,
            remedy: 'Store every member of the body and give it back unchanged.',
          });
        }
      },
    ),
});
