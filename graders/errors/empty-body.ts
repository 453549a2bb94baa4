import { type Challenge, compileSchema, defineCheck, expectRefusal, judgeEach, operationOf } from '../../src/index.ts';
import { besideTheBody, prepareWrite, type Write, writesOf } from './writing.ts';

/** Writes that cannot do without a body: where an empty object is valid, so may be nothing at all. */
const needBody = (challenge: Challenge): Write[] =>
  writesOf(challenge).filter(({ resource, role }) => {
    const body = challenge.operations.get(operationOf(resource, role))?.requestBody;
    return body?.required && compileSchema(body.schema, challenge.contract, 'request')({}).errors.length > 0;
  });

export const emptyBody = defineCheck({
  id: 'empty-body',
  title: 'Refuses an empty body where one is needed',
  failureTitle: 'Does not refuse an empty body where one is needed',
  plain: 'Does not notice that nothing was sent.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.1', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1' },
  codes: ['WFC 102'],
  signals: ['robustness', 'validation'],
  question: 'What does your handler see as the body when there is none?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(needBody(challenge), 'nothing needs a body', async (write) => {
      const ready = await prepareWrite(api, write);
      const remedy = 'Treat a missing body like one that lacks its members: 422 or 400.';
      expectRefusal(await ready.send({ text: '' }), { to: 'an empty body', remedy }, besideTheBody);
    }),
});
