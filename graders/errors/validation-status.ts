import { defineCheck, expectStatus, judgeEach } from '../../src/index.ts';
import { invalidBody, invalidWrites, prepareWrite } from './writing.ts';

export const validationStatus = defineCheck({
  id: 'validation-status',
  title: 'Refuses every body that breaks the contract',
  failureTitle: 'Accepts or mishandles bodies that break the contract',
  plain: 'Takes data that is plainly wrong.',
  family: 'errors',
  axis: 'api',
  points: 6,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.21', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.21' },
  codes: ['WFC 102', 'CWE-20'],
  signals: ['validation'],
  question: 'How do you keep the validation in the code and the rules in the OpenAPI document the same?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(invalidWrites(challenge), 'no body can be made invalid', async ({ write, variant }) => {
      const ready = await prepareWrite(api, write);
      const exchange = await ready.send({ json: invalidBody(ready.sample(), variant) });
      expectStatus(exchange, challenge.errors.validationStatuses, {
        to: variant.why,
        at: variant.field,
        remedy: `Validate \`${variant.field}\` before anything is written, and refuse the whole body.`,
      });
    }),
});
