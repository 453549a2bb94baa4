import { CheckFailure, defineCheck, type Exchange, findingOf, lineOf, statusOf } from '../../src/index.ts';
import { leakIn } from './leaks.ts';
import { requireServed } from './served.ts';

const maxShown = 5;

type Found = { exchange: Exchange; kind: string; text: string };

const found = (exchange: Exchange): Found[] => {
  const leak = statusOf(exchange) >= 400 ? leakIn(exchange) : undefined;
  return leak ? [{ exchange, ...leak }] : [];
};

export const errorLeaks = defineCheck({
  id: 'error-leaks',
  title: 'Keeps its internals out of errors',
  failureTitle: 'Shows internals in errors',
  plain: 'Shows attackers how it is built when something goes wrong.',
  family: 'errors',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: {
    label: 'OWASP API8:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/',
  },
  codes: ['OWASP API8:2023', 'CWE-209', 'WFC 209'],
  signals: ['security', 'operations'],
  question: 'How do you find the cause of an error whose answer says nothing about it?',
  visibility: 'hidden',
  needs: ['traffic'],
  sticky: true,
  async run({ facts }) {
    requireServed(facts.traffic.exchanges);
    const leaks = facts.traffic.exchanges.flatMap(found);
    if (leaks.length === 0) return;
    const places = new Map(
      leaks.map((leak) => [`${leak.kind} ${leak.exchange.operationId ?? leak.exchange.request.path}`, leak]),
    );
    const findings = [...places.values()].slice(0, maxShown).map(({ exchange, kind, text }) =>
      findingOf(exchange, {
        message: `\`${lineOf(exchange)}\` answered ${statusOf(exchange)} with ${kind}: \`${text}\`.`,
        expected: 'an error that says what the client did wrong, and nothing else',
        remedy: 'Log the exception with an id, and answer with a text of your own and that id.',
      }),
    );
    throw new CheckFailure(findings);
  },
});
