import { callerFor, defineCheck, expectRefusal, judgeEach, operationOf, resourcesWith } from '../../src/index.ts';
import { addressable, prepareRead } from './addressing.ts';
import { expectNoCrash } from './robustness.ts';

/** No hexadecimal digits, NUL, no UTF-8, cut off. */
const encodings = ['%ZZ', '%00', '%FF', '%'];

/** Statuses that say something about the caller, not about the path. */
const besideThePath = [401, 403, 429];

const remedy = 'Answer 400 where a path or a query cannot be decoded, and 404 where it names nothing.';

export const badEncoding = defineCheck({
  id: 'bad-encoding',
  title: 'Survives addresses that are encoded wrongly',
  failureTitle: 'Fails at addresses that are encoded wrongly',
  plain: 'Fails when an address is mistyped in a certain way.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 3986, 2.1', url: 'https://www.rfc-editor.org/rfc/rfc3986#section-2.1' },
  codes: ['WFC 100', 'CWE-177'],
  signals: ['robustness', 'http'],
  question: 'Who decodes the path in your stack, and what becomes of the error when that fails?',
  visibility: 'hidden',
  needs: ['target'],
  run({ api, challenge }) {
    const inPaths = addressable(challenge).map((resource) => async () => {
      const readBy = await prepareRead(api, resource);
      return judgeEach(encodings, 'nothing is encoded', async (id) => {
        expectRefusal(await readBy(id), { to: `the id \`${id}\``, remedy }, besideThePath);
      });
    });
    const inQueries = resourcesWith(challenge, 'create', 'list').map((resource) => async () => {
      const made = await api.make(resource.name);
      const as = callerFor(api, resource, 'get', made.owner);
      const request = api.prepare(operationOf(resource, 'list'), { as, params: made.params, intent: 'probe' });
      const name = resource.pagination?.cursor ?? 'q';
      return judgeEach(encodings, 'nothing is encoded', async (value) => {
        const exchange = await api.send({ ...request, path: `${request.path}?${name}=${value}` });
        // An unknown parameter may be ignored.
        expectNoCrash(exchange, { to: `the query \`${name}=${value}\``, remedy });
      });
    });
    return judgeEach([...inPaths, ...inQueries], 'nothing is read', (judge) => judge());
  },
});
