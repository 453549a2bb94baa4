import { expect, test } from 'vitest';
import { unknownVersion } from '../../../graders/versioning/unknown-version.ts';
import { ignoring, onAll } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(unknownVersion)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when any version is served', async () => {
  const verdict = await judgeFaulty(
    unknownVersion,
    ignoring('any-version', onAll, (request) => {
      request.path = request.path.replace('/v999/', '/v2/');
    }),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v999/products` answered 200 to a version that does not exist.']);
});

test('survives garbage', () => expectToSurviveGarbage(unknownVersion));
