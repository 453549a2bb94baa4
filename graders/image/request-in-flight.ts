import { defineCheck, fail } from '../../src/index.ts';
import { hasSimpleResource, requireTried } from './restart-subject.ts';

export const requestInFlight = defineCheck({
  id: 'request-in-flight',
  title: 'Finishes open requests while it stops',
  failureTitle: 'Breaks off open requests when it is stopped',
  plain: 'Loses the requests of customers at every update.',
  family: 'image',
  axis: 'infrastructure',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'The Twelve-Factor App, IX', url: 'https://12factor.net/disposability' },
  signals: ['operations', 'reliability'],
  question: 'How does your service know, while it stops, that its last request has been answered?',
  visibility: 'hidden',
  needs: ['lifecycle'],
  notApplicable: hasSimpleResource,
  async run({ facts: { lifecycle } }) {
    if (requireTried(lifecycle.inFlightAnswered, lifecycle)) return undefined;
    return fail([
      {
        message: 'A request that was being sent when SIGTERM came was not answered with success.',
        expected: 'a 2xx status, as without the stop',
        received: 'no answer, or an error',
        remedy:
          'On SIGTERM close the listening socket first, wait for the requests that are open, and only then close the database and exit.',
      },
    ]);
  },
});
