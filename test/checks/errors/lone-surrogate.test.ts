import { expect, test } from 'vitest';
import { loneSurrogate } from '../../../graders/errors/lone-surrogate.ts';
import { onOperation } from '../../../src/verify/faults.ts';
import { answerTo, breakOn } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(loneSurrogate)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes where it is accepted: a valid design', async () => {
  expect(await judgeFaulty(loneSurrogate, answerTo('createCart', /\\ud800/, 201))).toMatchObject({ status: 'pass' });
});

test('fails by member where it crashes, or breaks the connection', async () => {
  const onCarts = onOperation(challenge, 'createCart');
  const verdict = await judgeFaulty(loneSurrogate, [
    answerTo('createProduct', /"name":"[^"]*\\ud800/, 500),
    breakOn((request) => onCarts(request) && /\\ud800/.test(request.body)),
  ]);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` answered 500 to a lone surrogate in `/name`.',
    '`POST /v2/carts` was not answered: the connection was closed without a complete answer to a lone surrogate in `/note`.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(loneSurrogate));
