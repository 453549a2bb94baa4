import type { Dockerfile, Instruction } from './dockerfile.ts';
import { flagValues, mountOptions } from './policy-instructions.ts';
import { refuseLine } from './refusal.ts';

export type Rewritten = {
  text: string;
  /** Each instruction of the text in order; absent where it is one of ours. */
  steps: (Instruction | undefined)[];
};

/**
 * Adds our labels at the start of every stage. They are on all images and containers of the build then, whatever it
 * leaves when it fails or is killed; and no layer is shared with another run, since nothing precedes them but FROM.
 * @param text as parsed to `dockerfile`
 */
export const addLabels = (
  text: string,
  dockerfile: Dockerfile,
  labels: Readonly<Record<string, string>>,
): Rewritten => {
  const label = labelInstruction(labels);
  const lines = toLines(text);
  const steps: Rewritten['steps'] = [];
  const inserted = new Set<number>();
  for (const instruction of dockerfile.instructions) {
    steps.push(instruction);
    if (instruction.keyword !== 'FROM') continue;
    steps.push(undefined);
    inserted.add(instruction.endLine);
  }
  const out = lines.flatMap((line, index) => (inserted.has(index + 1) ? [line, label] : [line]));
  return { text: out.join('\n'), steps };
};

const toLines = (text: string) => text.replace(/^\ufeff/, '').split(/\r?\n/);

const labelInstruction = (labels: Readonly<Record<string, string>>) => {
  const pairs = Object.entries(labels).map(([name, value]) => {
    // Nothing that a Dockerfile would have to quote, in either of its escape characters.
    if (!/^[\w.:/@+-]*$/.test(name + value)) throw new RangeError(`a label must be plain text, got ${name}=${value}`);
    return `"${name}"="${value}"`;
  });
  return `LABEL ${pairs.join(' ')}`;
};

/**
 * Makes a Dockerfile fit for the engine's own BuildKit frontend: without `# syntax=`, which would fetch another, and with
 * caches (`RUN --mount=type=cache`) that are this run's alone.
 * @throws AssayError refused `entitlement` for a cache mount that is written in several pieces
 */
export const isolateBuildKit = (text: string, dockerfile: Dockerfile, runId: string): string => {
  const lines = toLines(text);
  if (dockerfile.syntax) lines[dockerfile.syntax.line - 1] = '#';
  for (const { keyword, line, endLine, flags } of dockerfile.instructions) {
    if (keyword !== 'RUN') continue;
    for (const mount of flagValues(flags, 'mount')) {
      if (mountOptions(mount).get('type') !== 'cache') continue;
      const at = lines.findIndex(
        (text, index) => index >= line - 1 && index < endLine && text.includes(`--mount=${mount}`),
      );
      if (at === -1) {
        throw refuseLine(
          'entitlement',
          line,
          'has a cache mount that cannot be made private',
          'write the mount in one piece, without quotes',
        );
      }
      lines[at] = lines[at]?.replace(`--mount=${mount}`, () => `--mount=${privateCache(mount, runId)}`) ?? '';
    }
  }
  return lines.join('\n');
};

/** Without an id the target is the id; `id=` may hold variables, which come out the same way. */
const privateCache = (mount: string, runId: string) => {
  const options = mountOptions(mount);
  const id = options.get('id') ?? options.get('target') ?? options.get('dst') ?? options.get('destination') ?? '';
  const others = mount.split(',').filter((option) => !/^\s*id=/i.test(option));
  return [...others, `id=assay-${runId}-${id}`].join(',');
};
