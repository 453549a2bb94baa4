import { expect, test } from 'vitest';
import { successorLink } from '../../../graders/versioning/successor-link.ts';
import { dropHeader, onOperation, setHeader } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(successorLink)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails without the header', async () => {
  const verdict = await judgeFaulty(successorLink, dropHeader(onOperation(challenge, 'getProductV1'), 'link'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v1/products/<id>` answered 200 without the header `link`.']);
});

test('fails with another relation', async () => {
  const verdict = await judgeFaulty(
    successorLink,
    setHeader(onOperation(challenge, 'getProductV1'), 'link', '</v2/products>; rel="next"'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['The Link header is `</v2/products>; rel="next"` and names no successor.']);
});

test('passes among other links', async () => {
  expect(
    await judgeFaulty(
      successorLink,
      setHeader(
        onOperation(challenge, 'getProductV1'),
        'link',
        '</docs>; rel="deprecation", </v2/products>; rel=successor-version',
      ),
    ),
  ).toMatchObject({ status: 'pass' });
});

test('survives garbage', () => expectToSurviveGarbage(successorLink));
