import type { CategoryScore, Outcome, Report, Result, Score, Summary } from '../core/report.ts';
import { decimal, listed } from './format.ts';
import { oneLine } from './text.ts';
import { headline, isAdvisory, isOpen, percentOf, shownScore } from './view.ts';

/** What the summary is made from: nothing of the submission but verdicts and points. */
export type SummaryInput = {
  results: readonly Result[];
  categories: readonly CategoryScore[];
  score: Score;
  /** Bar of the level, 0..100. */
  bar: number;
  level: string;
  outcome: Outcome;
  reason?: Report['reason'];
};

const maxNames = 3;
/** Below this difference two sums of points are the same number. */
const noise = 1e-9;

/** A sentence as part of another one; an acronym at its beginning keeps its letters. */
export const lowerFirst = (text: string): string =>
  /^(?:A|[A-Z][a-z]*)(?![A-Za-z])/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;

/** Every point of the family was earned and nothing stayed unjudged. */
export const isFull = (category: CategoryScore): boolean =>
  category.possible > 0 && category.low >= category.possible - noise;

/** Points certainly lost: what could not be judged is not. */
const lossOf = ({ possible, high }: Score): number => possible - high;

/** What cost most within a family, as a clause. */
const mainLoss = (category: CategoryScore, results: readonly Result[]): string => {
  const own = results.filter((result) => result.family === category.family && isOpen(result) && !isAdvisory(result));
  const first = own.sort((a, b) => b.possible - b.earned - (a.possible - a.earned))[0];
  if (first === undefined) return '';
  if (first.status === 'blocked') return ', because an earlier fault kept checks from being judged';
  return `, first of all by "${headline(first)}"`;
};

const gradedSentence = ({ categories, results }: SummaryInput): string => {
  const scored = categories.filter((category) => category.possible > 0);
  const full = scored.filter(isFull);
  if (full.length === scored.length) return 'Everything that was asked holds.';
  const [worst] = [...scored].sort((a, b) => lossOf(b) - lossOf(a));
  if (worst === undefined) return 'Nothing was asked that costs points.';
  if (lossOf(worst) <= noise) return 'No fault was found; some of what was asked could not be judged here.';
  const { possible } = shownScore(worst);
  const name = full.length === 0 ? worst.title : lowerFirst(worst.title);
  const lost = `${name} lost most (${decimal(lossOf(worst))} of ${decimal(possible)} points)${mainLoss(worst, results)}.`;
  if (full.length === 0) return lost;
  const names =
    full.length > maxNames
      ? `${full.length} of ${scored.length} categories`
      : listed(full.map(({ title }, index) => (index === 0 ? title : lowerFirst(title))));
  return `${names} ${full.length === 1 ? 'holds' : 'hold'} in full; ${lost}`;
};

const portionOf = (score: Score): string => {
  const percent = percentOf(score.earned, score);
  if (percent >= 99.95) return 'Everything';
  if (percent >= 90) return 'Nearly everything';
  if (percent >= 60) return 'Most';
  return percent >= 30 ? 'A part' : 'Little';
};

const plainStanding: Record<Summary['standing'], string> = {
  above: 'the score is above the bar',
  below: 'the score is below the bar',
  'too-close-to-call': 'the score is too close to the bar to call',
  'not-graded': 'there is no score',
};

const gradedPlain = (input: SummaryInput, standing: Summary['standing'], weaknesses: readonly string[]): string => {
  const portion = portionOf(input.score);
  const works = `${portion}${/thing/.test(portion) ? ' that was asked' : ' of what was asked'} works; ${plainStanding[standing]} of ${decimal(input.bar)} for the ${input.level} level.`;
  return weaknesses[0] === undefined ? works : `${works} Largest gap: ${lowerFirst(weaknesses[0])}`;
};

/** The line of verdict for the hiring engineer and for the recruiter. */
export const sentencesOf = (
  input: SummaryInput,
  standing: Summary['standing'],
  weaknesses: readonly string[],
): Pick<Summary, 'sentence' | 'plain'> => {
  const why = oneLine(input.reason?.message ?? 'the reason was not recorded');
  if (input.outcome === 'graded') {
    return { sentence: gradedSentence(input), plain: gradedPlain(input, standing, weaknesses) };
  }
  if (input.outcome === 'candidate-fault') {
    return {
      sentence: `Could not be judged in full: ${why}`,
      plain: 'The submission did not build, start or stay up here, so it could not be judged in full.',
    };
  }
  if (input.outcome === 'refused') {
    return { sentence: `Refused: ${why}`, plain: 'A safety rule refused the submission, so it was not judged.' };
  }
  return {
    sentence: `Not graded, through no fault of the submission: ${why}`,
    plain: 'Not graded, through no fault of the submission. The grading has to be run again.',
  };
};
