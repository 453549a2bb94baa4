import type { Api, Challenge, Exchange, Resource } from '../../src/index.ts';
import {
  CheckBlocked,
  defineCheck,
  expectThat,
  jsonOf,
  judgeEach,
  lineOf,
  operationOf,
  requireSuccess,
  resourcesWith,
  valueAt,
} from '../../src/index.ts';

const ownedLists = (challenge: Challenge): Resource[] =>
  resourcesWith(challenge, 'create', 'list').filter(({ owned, pagination, id }) => owned && pagination && id);

const idsIn = (exchange: Exchange, { pagination, id }: Resource): unknown[] => {
  const items = valueAt(jsonOf(exchange), pagination?.items ?? '');
  return Array.isArray(items) ? items.map((item) => valueAt(item, id ?? '')) : [];
};

const judge = async (api: Api, resource: Resource): Promise<void> => {
  const kind = resource.callers.list ?? '';
  const [owner, stranger] = [api.caller(kind, 'owner'), api.caller(kind, 'stranger')];
  const foreign = await api.make(resource.name, { as: owner });
  const own = await api.make(resource.name, { as: stranger });
  const list = operationOf(resource, 'list');
  const plain = await api.call(list, { as: stranger });
  requireSuccess(plain, `\`${lineOf(plain)}\``);
  if (!idsIn(plain, resource).includes(own.id)) {
    throw new CheckBlocked(`\`${lineOf(plain)}\` did not list the caller's own ${resource.name}`);
  }
  const query = { owner: owner.subject, userId: owner.subject };
  const asking = await api.call(list, { as: stranger, query, intent: 'probe' });
  for (const exchange of [plain, asking]) {
    expectThat(!idsIn(exchange, resource).includes(foreign.id), exchange, {
      message: `\`${lineOf(exchange)}\` listed the ${resource.name} of another caller.`,
      expected: "the caller's own only",
      remedy: 'Select by the subject of the token, whatever the query says.',
    });
  }
};

export const foreignList = defineCheck({
  id: 'foreign-list',
  title: 'Lists only what belongs to the caller',
  failureTitle: 'Lists what belongs to another',
  plain: 'Shows customers the records of other customers in lists.',
  family: 'auth',
  axis: 'api',
  points: 4,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'OWASP API1:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
  },
  codes: ['OWASP API1:2023', 'WFC 206', 'CWE-639'],
  signals: ['security'],
  question: 'Where does the query behind a list learn whose records it may return?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    ownedLists(challenge).length > 0 ? undefined : 'nothing that can be listed has an owner',
  run: ({ api, challenge }) =>
    judgeEach(ownedLists(challenge), 'nothing that can be listed has an owner', (resource) => judge(api, resource)),
});
