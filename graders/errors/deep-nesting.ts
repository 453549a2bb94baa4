import { defineCheck, judgeEach } from '../../src/index.ts';
import { expectAlive, expectNoCrash } from './robustness.ts';
import { prepareWrite, writesOf } from './writing.ts';

const levels = 10_000;
const nested = `${'['.repeat(levels)}${']'.repeat(levels)}`;

const bodies = (sample: unknown) => [
  { to: `an array ${levels} levels deep`, text: nested },
  // Before the closing brace of a sound body, after at least one member.
  { to: `a member ${levels} levels deep`, text: JSON.stringify(sample).replace(/}$/, `,"filler":${nested}}`) },
];

export const deepNesting = defineCheck({
  id: 'deep-nesting',
  title: 'Survives deeply nested JSON',
  failureTitle: 'Fails at deeply nested JSON',
  plain: 'Can be brought down by one strangely built request.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 8259, 9', url: 'https://www.rfc-editor.org/rfc/rfc8259#section-9' },
  codes: ['WFC 100', 'CWE-674', 'OWASP API4:2023'],
  signals: ['robustness', 'security'],
  question: 'Which of your functions call themselves, and how deep?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(writesOf(challenge), 'nothing is written', async (write) => {
      const ready = await prepareWrite(api, write);
      return judgeEach(bodies(ready.sample()), 'no body can be nested', async ({ to, text }) => {
        const remedy = 'Limit the depth of JSON where it is parsed, and do not walk it recursively.';
        expectNoCrash(await ready.send({ text }, 'probe'), { to, remedy });
        await expectAlive(api, to, remedy);
      });
    }),
});
