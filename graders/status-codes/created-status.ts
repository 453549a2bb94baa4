import { aResource, defineCheck, expectStatus, judgeEach, operationOf, resourcesWith } from '../../src/index.ts';

export const createdStatus = defineCheck({
  id: 'created-status',
  title: 'Answers 201 when something was created',
  failureTitle: 'Answers another status than 201 when something was created',
  plain: 'Does not report clearly that something new was created.',
  family: 'status-codes',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.3.2', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.3.2' },
  codes: ['WFC 950'],
  signals: ['http'],
  question: 'When would you answer 201, when 200 and when 202 to a POST?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) => {
    const resources = resourcesWith(challenge, 'create').filter(({ createStatus }) => createStatus === 201);
    return judgeEach(resources, 'nothing is created with 201', async (resource) => {
      const { exchange } = await api.make(resource.name);
      expectStatus(exchange, 201, {
        to: `creating ${aResource(resource)}`,
        remedy: `Answer 201 Created from ${operationOf(resource, 'create')}.`,
      });
    });
  },
});
