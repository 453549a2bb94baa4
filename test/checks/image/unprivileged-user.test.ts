import { expect, test } from 'vitest';
import { unprivilegedUser } from '../../../graders/image/unprivileged-user.ts';
import { imageFact, judgeFacts, targetFact } from './facts.ts';

const judge = (user: string, runsAs: string) =>
  judgeFacts(unprivilegedUser, { image: imageFact({ user }), target: targetFact({ runsAs }) });

test.each(['node', '1000', '1000:1000', '65532:0', 'rooted', 'app:root'])('passes as %s', async (user) => {
  expect(await judge(user, '1000')).toMatchObject({ status: 'pass' });
});

test.each(['', 'root', '0', '0:0', 'root:root', '00'])(
  'is half right when the image says "%s" but does not need root',
  async (user) => {
    const verdict = await judge(user, '65532:65532');
    expect(verdict).toMatchObject({ status: 'partial', score: 0.5 });
    expect(verdict.findings).toEqual([
      {
        message: 'The image names no user, or root, so that its process runs as root.',
        expected: 'USER with an unprivileged user in the last stage of the Dockerfile',
        received: user === '' ? 'no USER' : `USER ${user}`,
        remedy: 'Add USER with a user id other than 0 before CMD; give it only the directories it has to write to.',
      },
    ]);
  },
);

test('fails when the container only ran as root', async () => {
  const verdict = await judge('', '0:0');
  expect(verdict).toMatchObject({ status: 'fail', score: 0 });
  expect(verdict.findings[1]).toEqual({
    message: 'The container only ran as root; as another user it did not start.',
    expected: 'a process that works under any user id',
    received: 'user id 0:0',
    remedy:
      'Make what the process reads readable for everybody, write to /tmp only, and change no owners at the start.',
  });
});

test('sees through a name that is root', async () => {
  const verdict = await judge('toor', '0');
  expect(verdict.findings.map(({ message }) => message)).toEqual(['The user `toor` of the image has the id of root.']);
});
