import type { Challenge, Exchange, Facts, Finding, Operation, Verdict } from '../../src/index.ts';
import { CheckBlocked, CheckFailure, findingOf, judgeEach, matchOperation, statusOf } from '../../src/index.ts';
import { counterpartOf, levelOperations, ownOperations } from './operations.ts';

/** Findings shown of one check; more say nothing new. */
const maxShown = 5;

/** Given by servers and proxies before an operation has its say: no document lists them for every operation. */
const frameworkStatuses = [405, 406, 408, 413, 414, 415, 431];

/** An operation of the contract, its counterpart in the document, and how it answered. */
type Answered = { asked: Operation; own: Operation | undefined; answers: Exchange[] };

/** 5xx are crashes, which are judged elsewhere, not statuses anybody means to document. */
const isJudged = (exchange: Exchange): boolean =>
  exchange.response !== undefined &&
  exchange.intent !== 'probe' &&
  statusOf(exchange) < 500 &&
  !frameworkStatuses.includes(statusOf(exchange));

const answeredOperations = ({ spec, traffic }: Pick<Facts, 'spec' | 'traffic'>, challenge: Challenge): Answered[] => {
  const asked = levelOperations(challenge);
  const own = ownOperations(spec, challenge);
  const found = new Map<Operation, Answered>();
  for (const exchange of traffic.exchanges) {
    const { method, path } = exchange.request;
    const operation = isJudged(exchange) ? matchOperation(asked, method, path) : undefined;
    if (operation === undefined) continue;
    const entry = found.get(operation) ?? { asked: operation, own: counterpartOf(own, operation), answers: [] };
    entry.answers.push(exchange);
    found.set(operation, entry);
  }
  return [...found.values()];
};

/** What a check says against one answer, or nothing. */
export type AnswerRule = (own: Operation, exchange: Exchange) => Parameters<typeof findingOf>[1] | undefined;

/** One finding for each status of an operation, from the first answer that breaks the rule. */
const findingsOf = (own: Operation, answers: readonly Exchange[], rule: AnswerRule): Finding[] => {
  const findings = new Map<number, Finding>();
  for (const exchange of answers) {
    const status = statusOf(exchange);
    const broken = findings.has(status) ? undefined : rule(own, exchange);
    if (broken) findings.set(status, findingOf(exchange, broken));
  }
  return [...findings.values()];
};

/**
 * Judges what the API answered against what its own document says: the score is the share of the operations asked for,
 * as far as they answered, for which the rule holds. An operation that the document lacks is blocked, not failed.
 */
export const judgeAnswers = async (
  facts: Pick<Facts, 'spec' | 'traffic'>,
  challenge: Challenge,
  rule: AnswerRule,
): Promise<Verdict> => {
  const answered = answeredOperations(facts, challenge);
  if (answered.length === 0) throw new CheckBlocked('no operation of the contract answered below 500');
  const verdict = await judgeEach(answered, 'nothing answered', async ({ asked, own, answers }) => {
    const name = `${asked.method} ${asked.path}`;
    if (own === undefined) throw new CheckBlocked(`\`${facts.spec.location}\` does not describe \`${name}\``);
    const findings = findingsOf(own, answers, rule);
    if (findings.length > 0) throw new CheckFailure(findings);
  });
  return { ...verdict, findings: verdict.findings.slice(0, maxShown) };
};
