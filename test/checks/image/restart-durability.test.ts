import { expect, test } from 'vitest';
import { restartDurability } from '../../../graders/image/restart-durability.ts';
import { challenge, endedByItself, judgeFacts, lifecycleFact } from './facts.ts';

const judge = (survivedRestart: boolean | undefined, restartFailure?: string) =>
  judgeFacts(restartDurability, { lifecycle: lifecycleFact({ survivedRestart, restartFailure }) });

test('passes when the data was still there', async () => {
  expect(await judge(true)).toMatchObject({ status: 'pass' });
});

test('fails when it was not', async () => {
  const verdict = await judge(false);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'What had been written before a stop could not be read after the next start on the same database.',
      expected: 'a start within the usual time, and everything that was written before',
      received: 'a read of it that was not answered with success',
      remedy:
        'Keep all state in the database, commit before answering, and do not empty or recreate tables at the start.',
    },
  ]);
});

test('fails when it did not start again, and says why', async () => {
  const failure = 'the container exited with code 1 after 0.9 s, before it answered a request';
  const verdict = await judge(false, failure);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'The API did not start a second time on the same database.',
      expected: 'a start within the usual time, and everything that was written before',
      received: failure,
      remedy: 'Make the migrations and the seeding of the start repeatable: they find tables and data already there.',
    },
  ]);
  expect((await judge(false, 'x'.repeat(5000))).findings[0]?.received).toHaveLength(300);
});

test('is blocked when nothing could be written, or nothing ran any more', async () => {
  expect(await judge(undefined)).toMatchObject({
    status: 'blocked',
    reason: 'nothing could be written before the stop',
  });
  expect(await judgeFacts(restartDurability, { lifecycle: endedByItself })).toMatchObject({ status: 'blocked' });
});

test('does not apply where nothing is made in one step', () => {
  expect(restartDurability.notApplicable?.({ ...challenge, resources: new Map() })).toBe(
    'this level has no resource that is made in one step',
  );
  expect(restartDurability.notApplicable?.(challenge)).toBeUndefined();
});
