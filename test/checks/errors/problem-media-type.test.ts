import { expect, test } from 'vitest';
import { problemMediaType } from '../../../graders/errors/problem-media-type.ts';
import { onAll, setHeader } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(problemMediaType)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes with the media type written in another way', async () => {
  const other = setHeader(onAll, 'content-type', 'Application/Problem+JSON;charset=UTF-8');
  expect(await judgeFaulty(problemMediaType, other)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails in part when some errors are plain JSON', async () => {
  const verdict = await judgeFaulty(problemMediaType, [
    setHeader(onAll, 'content-type', 'application/json', 404),
    setHeader(onAll, 'content-type', '', 405),
  ]);
  expect(verdict).toMatchObject({ status: 'partial', score: 0.5 });
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/products/<id>` answered 404 to the id of a product that does not exist, as `application/json`.',
    '`DELETE /v2/products` answered 405 to a method the path does not have, without a media type.',
    expect.stringMatching(
      /^`GET .no-such-path-\w+` answered 404 to a path that nobody knows, as `application\/json`\.$/,
    ),
  ]);
});

test('fails when every error is a web page', async () => {
  const verdict = await judgeFaulty(problemMediaType, setHeader(onAll, 'content-type', 'text/html'));
  expect(verdict.status).toBe('fail');
});

test('survives garbage', () => expectToSurviveGarbage(problemMediaType));
