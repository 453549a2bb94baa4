import { defineCheck } from '../../src/index.ts';
import { judgeTexts } from './robustness.ts';

export const nullCharacter = defineCheck({
  id: 'null-character',
  title: 'Survives NUL characters in texts',
  failureTitle: 'Fails at NUL characters in texts',
  plain: 'Fails when a certain invisible character is sent.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.6', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.6' },
  codes: ['WFC 100', 'CWE-158'],
  signals: ['robustness', 'data'],
  question: 'Which texts does JSON allow that your database does not?',
  visibility: 'hidden',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeTexts(api, challenge, {
      what: 'a NUL character',
      spoil: (text) => `${text}\u0000`,
      remedy: 'Refuse U+0000 in texts where they are validated; PostgreSQL cannot store it.',
    }),
});
