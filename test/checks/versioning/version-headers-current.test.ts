import { expect, test } from 'vitest';
import { versionHeadersCurrent } from '../../../graders/versioning/version-headers-current.ts';
import { onOperation, setHeader } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(versionHeadersCurrent)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the current version is called deprecated', async () => {
  const verdict = await judgeFaulty(
    versionHeadersCurrent,
    setHeader(onOperation(challenge, 'getProduct'), 'deprecation', '@1688169599'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['A v2 response carries `deprecation: @1688169599`.']);
});

test('survives garbage', () => expectToSurviveGarbage(versionHeadersCurrent));
