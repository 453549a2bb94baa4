import {
  callerFor,
  defineCheck,
  expectHeader,
  expectStatus,
  expectThat,
  jsonOf,
  judgeEach,
  resourcesWith,
  valueAt,
} from '../../src/index.ts';

/** The path of a Location, which may be absolute or relative (RFC 9110, 10.2.2); only the path is used. */
const pathOf = (location: string): string | undefined => {
  const parsed = URL.parse(location, 'http://target.invalid/');
  return parsed && /^\/(?!\/)/.test(parsed.pathname) ? `${parsed.pathname}${parsed.search}` : undefined;
};

export const createdLocation = defineCheck({
  id: 'created-location',
  title: 'Says where a created resource is',
  failureTitle: 'Does not say truthfully where a created resource is',
  plain: 'Does not say where to find what was just created.',
  family: 'status-codes',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 10.2.2', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2' },
  codes: ['EM 907'],
  signals: ['http'],
  question: 'Should Location be absolute or relative? What breaks behind a proxy?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(resourcesWith(challenge, 'create', 'get'), 'nothing is created', async (resource) => {
      const made = await api.make(resource.name);
      const remedy = 'Send Location with the path of the new resource.';
      const location = expectHeader(made.exchange, 'location', { remedy, expected: 'a Location that leads to it' });
      const path = pathOf(location);
      expectThat(path !== undefined, made.exchange, {
        message: `The Location is \`${location.slice(0, 120)}\`, not a path or URL.`,
        remedy,
      });
      const exchange = await api.send({
        method: 'GET',
        path: path ?? '/',
        as: callerFor(api, resource, 'get', made.owner),
      });
      expectStatus(exchange, 200, { to: 'the Location of something just created', remedy });
      expectThat(
        valueAt(jsonOf(exchange), resource.id ?? '/id') === valueAt(made.body, resource.id ?? '/id'),
        exchange,
        {
          message: `The Location leads to another ${resource.name}.`,
          expected: `the ${resource.name} that was created`,
          remedy,
        },
      );
    }),
});
