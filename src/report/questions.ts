import type { Severity } from '../core/check.ts';
import type { Result } from '../core/report.ts';
import { isAdvisory } from './view.ts';

const maxQuestions = 6;
/** With fewer questions than this from failures, what held is asked about as well. */
const enoughQuestions = 4;

const severityRank: Record<Severity, number> = { critical: 0, high: 1, medium: 2, low: 3 };

/** What to ask about something that held, by what it says about the engineer. */
const probes: Record<string, string> = {
  security: 'How did you build that, and what would an attacker try next?',
  concurrency: 'How did you build that, and what would change with two instances running?',
  operations: 'How did you build that, and what would you watch in production?',
  performance: 'How did you build that, and what would give way first under ten times the load?',
};
const generalProbe = 'How did you build that, and which alternatives did you weigh?';

const mostTelling = (a: Result, b: Result): number =>
  Number(isAdvisory(a)) - Number(isAdvisory(b)) ||
  severityRank[a.severity] - severityRank[b.severity] ||
  b.possible - b.earned - (a.possible - a.earned) ||
  (a.id < b.id ? -1 : 1);

const hardest = (a: Result, b: Result): number =>
  severityRank[a.severity] - severityRank[b.severity] || b.possible - a.possible || (a.id < b.id ? -1 : 1);

/** One question for each signal, from the hardest check that held for it. */
const aboutWhatHeld = (results: readonly Result[]): string[] => {
  const asked = new Map<string, string>();
  const held = results.filter((result) => result.status === 'pass' && !isAdvisory(result)).sort(hardest);
  for (const result of held) {
    const signal = result.signals.find((name) => !asked.has(name));
    if (signal !== undefined) asked.set(signal, `"${result.title}" held. ${probes[signal] ?? generalProbe}`);
  }
  return [...asked.values()];
};

/**
 * Interview questions, at most six, most telling first: those of the checks that did not hold (scored before advisory,
 * severe before mild), then, where little failed, about the hardest checks that held.
 */
export const questionsFrom = (results: readonly Result[]): string[] => {
  const failed = results.filter((result) => result.status === 'fail' || result.status === 'partial').sort(mostTelling);
  const questions = new Set(failed.map((result) => result.question).filter((question) => question !== ''));
  if (questions.size < enoughQuestions) for (const question of aboutWhatHeld(results)) questions.add(question);
  return [...questions].slice(0, maxQuestions);
};
