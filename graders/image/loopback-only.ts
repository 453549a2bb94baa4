import { defineCheck, fail, notApplicable } from '../../src/index.ts';

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

export const loopbackOnly = defineCheck({
  id: 'loopback-only',
  title: 'Listens on all interfaces',
  failureTitle: 'Listens on the loopback interface only',
  plain: 'Answers only to programs inside its own container.',
  family: 'image',
  axis: 'infrastructure',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['operations'],
  question: 'Why is a server on 127.0.0.1 in a container not reached through a published port?',
  visibility: 'public',
  needs: ['target'],
  async run({ facts: { target } }) {
    const { listensOn, port } = target;
    if (listensOn.length === 0) return notApplicable('the addresses it listens on are not known');
    if (!listensOn.every(isLoopback)) return undefined;
    return fail([
      {
        message: `The server listened on ${listensOn.join(', ')} only: through a published port nobody would reach it.`,
        expected: `port ${port} on 0.0.0.0 or ::`,
        received: listensOn.map((address) => `port ${port} on ${address}`).join(', '),
        remedy: 'Listen on 0.0.0.0 or ::, not on localhost.',
      },
    ]);
  },
});
