import { defineCheck, expectRefusal, judgeEach } from '../../src/index.ts';
import { addressable, prepareRead } from './addressing.ts';

const kibibytes = 8;

/** Statuses that say something about the caller, not about the path. */
const besideThePath = [401, 403, 429];

export const longIdentifier = defineCheck({
  id: 'long-identifier',
  title: 'Refuses an identifier of several kilobytes',
  failureTitle: 'Does not refuse an identifier of several kilobytes',
  plain: 'Fails when an address is far too long.',
  family: 'errors',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.15', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.15' },
  codes: ['WFC 100'],
  signals: ['robustness'],
  question: 'Where is the length of a path limited in your stack?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(addressable(challenge), 'nothing is read by an id', async (resource) => {
      const readBy = await prepareRead(api, resource);
      const remedy = 'Check the form of an id before looking it up: 404, 400 or 422, or 414 for the length.';
      const to = `an id of ${kibibytes} KiB`;
      expectRefusal(await readBy('x'.repeat(kibibytes * 1024)), { to, remedy }, besideThePath);
    }),
});
