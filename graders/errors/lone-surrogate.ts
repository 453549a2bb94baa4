import { defineCheck } from '../../src/index.ts';
import { judgeTexts } from './robustness.ts';

export const loneSurrogate = defineCheck({
  id: 'lone-surrogate',
  title: 'Survives texts that are no Unicode',
  failureTitle: 'Fails at texts that are no Unicode',
  plain: 'Fails when half of a character is sent.',
  family: 'errors',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 8259, 8.2', url: 'https://www.rfc-editor.org/rfc/rfc8259#section-8.2' },
  codes: ['WFC 100'],
  signals: ['robustness'],
  question: 'What is a lone surrogate, and how could one reach your database?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeTexts(api, challenge, {
      what: 'a lone surrogate',
      spoil: (text) => `${text}\ud800`,
      remedy: 'Refuse texts that are not well-formed Unicode where they are validated.',
    }),
});
