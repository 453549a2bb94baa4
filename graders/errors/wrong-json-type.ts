import { compileSchema, defineCheck, expectRefusal, judgeEach, operationOf } from '../../src/index.ts';
import { besideTheBody, prepareWrite, writesOf } from './writing.ts';

const wrong = (sample: unknown) => [
  { to: 'an array instead of an object', json: [sample] },
  { to: 'a string instead of an object', json: 'text' },
  { to: 'a number instead of an object', json: 42 },
  { to: 'null instead of an object', json: null },
];

export const wrongJsonType = defineCheck({
  id: 'wrong-json-type',
  title: 'Refuses JSON that is no object where an object is asked for',
  failureTitle: 'Does not refuse JSON that is no object where an object is asked for',
  plain: 'Takes input of a quite different kind than it asked for.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.21', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.21' },
  codes: ['WFC 102', 'CWE-20'],
  signals: ['robustness', 'validation'],
  question: 'What happens in your code when the body is the JSON text `null`?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(writesOf(challenge), 'nothing is written', async (write) => {
      const body = challenge.operations.get(operationOf(write.resource, write.role))?.requestBody;
      const validate = compileSchema(body?.schema ?? {}, challenge.contract, 'request');
      // Where `{}` is valid, null may stand for it.
      const omittable = validate({}).errors.length === 0;
      const ready = await prepareWrite(api, write);
      const bodies = wrong(ready.sample()).filter(
        ({ json }) => validate(json).errors.length > 0 && !(json === null && omittable),
      );
      return judgeEach(bodies, 'any JSON will do', async ({ to, json }) => {
        const remedy = 'Check that the body is an object before reading its members: 422 or 400.';
        expectRefusal(await ready.send({ json }), { to, remedy }, besideTheBody);
      });
    }),
});
