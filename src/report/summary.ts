import type { Summary } from '../core/report.ts';
import { counted } from './format.ts';
import { questionsFrom } from './questions.ts';
import { isFull, lowerFirst, type SummaryInput, sentencesOf } from './sentences.ts';
import { clip } from './text.ts';
import { byReason, isAdvisory, isOpen, percentOf } from './view.ts';

const maxItems = 3;
const maxReasonCharacters = 200;
/** Below this difference two sums of points are the same number. */
const noise = 1e-9;

const standingOf = ({ score, bar, outcome }: SummaryInput): Summary['standing'] => {
  if (outcome === 'refused' || outcome === 'infra-error' || score.possible <= 0) return 'not-graded';
  if (percentOf(score.low, score) >= bar - noise) return 'above';
  return percentOf(score.high, score) < bar - noise ? 'below' : 'too-close-to-call';
};

type Item = { text: string; points: number };

const dearest = (items: Item[]): string[] => {
  const texts = items.sort((a, b) => b.points - a.points).map((item) => item.text);
  return [...new Set(texts)].slice(0, maxItems);
};

const allOf = (count: number, noun: string): string => {
  if (count === 1) return `its one ${noun} holds`;
  return `${count === 2 ? 'both' : `all ${count}`} ${noun}s hold`;
};

const strengthsOf = ({ categories, results }: SummaryInput): string[] => {
  const full: Item[] = [];
  const strong: Item[] = [];
  for (const { family, title, possible, ...category } of categories) {
    const scored = results.filter((result) => result.family === family && result.possible > 0);
    const critical = scored.filter((result) => result.severity === 'critical');
    if (scored.length === 0) continue;
    if (isFull({ family, title, possible, ...category })) {
      full.push({
        text: `${title}: ${allOf(scored.length, 'check')}.`,
        points: possible,
      });
    } else if (critical.length > 0 && critical.every((result) => result.status === 'pass')) {
      strong.push({
        text: `${title}: ${allOf(critical.length, 'critical check')}.`,
        points: possible,
      });
    }
  }
  return [...dearest(full), ...dearest(strong)].slice(0, maxItems);
};

const weaknessesOf = ({ results }: SummaryInput): string[] => {
  const lost = results.filter((result) => isOpen(result) && result.possible > result.earned);
  const items = lost
    .filter((result) => result.status !== 'blocked')
    .map((result) => ({ text: result.plain, points: result.possible - result.earned }));
  for (const group of byReason(lost.filter((result) => result.status === 'blocked'))) {
    const points = group.results.reduce((sum, result) => sum + result.possible, 0);
    const reason = clip(group.reason, maxReasonCharacters);
    items.push({
      text: `${counted(group.results.length, 'check')} could not be judged: ${lowerFirst(reason)}`,
      points,
    });
  }
  return dearest(items);
};

/**
 * The summary of a report by fixed rules: facts from verdicts and points, no text of the submission beyond reasons.
 * Strengths and weaknesses are at most three each, questions at most six; `caps` are the critical checks that did not
 * hold, unless they held in a fresh state.
 */
export const summarise = (input: SummaryInput): Summary => {
  const weaknesses = weaknessesOf(input);
  const standing = standingOf(input);
  const capping = input.results.filter(
    (result) =>
      (result.status === 'fail' || result.status === 'partial') &&
      result.severity === 'critical' &&
      !isAdvisory(result) &&
      !result.flaky,
  );
  return {
    ...sentencesOf(input, standing, weaknesses),
    strengths: strengthsOf(input),
    weaknesses,
    questions: questionsFrom(input.results),
    bar: input.bar,
    standing,
    caps: capping.map((result) => result.id),
  };
};
