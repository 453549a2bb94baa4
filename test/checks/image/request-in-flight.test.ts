import { expect, test } from 'vitest';
import { requestInFlight } from '../../../graders/image/request-in-flight.ts';
import { challenge, endedByItself, judgeFacts, lifecycleFact } from './facts.ts';

const judge = (inFlightAnswered: boolean | undefined) =>
  judgeFacts(requestInFlight, { lifecycle: lifecycleFact({ inFlightAnswered }) });

test('passes when the request was answered', async () => {
  expect(await judge(true)).toMatchObject({ status: 'pass' });
});

test('fails when it was not', async () => {
  const verdict = await judge(false);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'A request that was being sent when SIGTERM came was not answered with success.',
      expected: 'a 2xx status, as without the stop',
      received: 'no answer, or an error',
      remedy:
        'On SIGTERM close the listening socket first, wait for the requests that are open, and only then close the database and exit.',
    },
  ]);
});

test('is blocked when nothing could be written, or nothing ran any more', async () => {
  expect(await judge(undefined)).toMatchObject({
    status: 'blocked',
    reason: 'nothing could be written before the stop',
  });
  expect(await judgeFacts(requestInFlight, { lifecycle: endedByItself })).toMatchObject({
    status: 'blocked',
    reason: 'the container had ended by itself with code 1',
  });
});

test('does not apply where nothing is made in one step', () => {
  const items = [...challenge.resources].filter(([, { needs }]) => needs.length > 0);
  expect(requestInFlight.notApplicable?.({ ...challenge, resources: new Map(items) })).toBe(
    'this level has no resource that is made in one step',
  );
  expect(requestInFlight.notApplicable?.(challenge)).toBeUndefined();
});
