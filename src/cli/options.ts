import { randomInt } from 'node:crypto';
import { InvalidArgumentError, Option } from 'commander';
import { formats } from '../report/publish.ts';

const integer =
  (minimum: number, maximum: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < minimum || value > maximum) {
      throw new InvalidArgumentError(`a whole number from ${minimum} to ${maximum} is expected.`);
    }
    return value;
  };

const formatList = (text: string): string[] => {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(formats as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${formats.join(', ')}.`);
  return names;
};

/** Options several commands share; each call makes a fresh one, as commander wants. */
export const options = {
  challenge: () =>
    new Option('-c, --challenge <name>', 'id of a challenge, or a directory such as ./my-challenge').default(
      'checkout',
    ),
  level: () => new Option('-l, --level <level>', "junior, mid, senior or staff (default: the challenge's)"),
  profile: () =>
    new Option('--profile <profile>', 'how the axes weigh: api-specialist, infrastructure-specialist or full-stack'),
  seed: () =>
    new Option('--seed <number>', 'repeat a run with the same order and data')
      .argParser(integer(0, 2 ** 31 - 1))
      .default(undefined, 'random'),
  minimum: () => new Option('--min-score <percent>', 'exit 1 below this score').argParser(integer(0, 100)),
  audience: () =>
    new Option('--audience <reader>', 'whom the summary and the pages are for')
      .choices(['recruiter', 'engineer', 'candidate'])
      .default('engineer'),
  formats: () =>
    new Option('-f, --format <list>', `files to write: ${formats.join(',')}`)
      .argParser(formatList)
      .default([...formats], 'all'),
  json: () => new Option('--json', 'print report.json instead of the summary'),
  quiet: () => new Option('-q, --quiet', 'no progress on stderr'),
};

/** A seed for a run that was given none. */
export const freshSeed = (): number => randomInt(2 ** 31);
