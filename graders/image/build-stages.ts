import { posix } from 'node:path';
import { type ImageFact, parseJson } from '../../src/index.ts';

type Instruction = ImageFact['instructions'][number];

/** A copy of the whole build context, and the directory in the stage where it lies. */
type ContextCopy = { instruction: Instruction; directory: string };

/** What one stage of a Dockerfile has done, with all that it has from the stages it is built upon. */
export type Stage = {
  /** Lower case; empty without `AS`. */
  name: string;
  directory: string;
  copies: ContextCopy[];
  runs: Instruction[];
};

const wordsOf = (rest: string): { flags: string[]; operands: string[] } => {
  const words = rest.trim().split(/\s+/);
  const at = words.findIndex((word) => !word.startsWith('--'));
  const flags = words.slice(0, at === -1 ? undefined : at);
  const operands = at === -1 ? [] : words.slice(at);
  const list = parseJson(operands.join(' '));
  return { flags, operands: Array.isArray(list) ? list.map(String) : operands };
};

/** A path inside a stage. Variables stay as they are: equal names are equal paths. */
const pathIn = (directory: string, operand: string): string => {
  const path = operand.replace(/["']/g, '').replace(/\$\{(\w+)\}/g, '$$$1');
  const whole = /^[/$]/.test(path) ? path : posix.join(directory, path);
  const clean = posix.normalize(whole).replace(/\/+$/, '');
  return clean === '' ? '/' : clean;
};

/** `.`, `./`, `/` and their globs, which match hidden files too. */
const isWholeContext = (operand: string): boolean => /^(\.|\/)?\/?(\.|\*)?\/?$/.test(operand) && operand !== '';

const covers = (outer: string, inner: string): boolean =>
  outer === inner || inner.startsWith(outer === '/' ? outer : `${outer}/`);

const stageOf = (stages: readonly Stage[], name: string): Stage | undefined =>
  stages.findLast((stage) => stage.name !== '' && stage.name === name.toLowerCase()) ??
  (/^\d+$/.test(name) ? stages[Number(name)] : undefined);

const start = ({ rest }: Instruction, stages: readonly Stage[]): Stage => {
  const [base = '', , name = ''] = wordsOf(rest).operands;
  const parent = /^\d+$/.test(base) ? undefined : stageOf(stages, base);
  const { directory = '/', copies = [], runs = [] } = parent ?? {};
  return { name: name.toLowerCase(), directory, copies: [...copies], runs: [...runs] };
};

/** The context copies of another stage that come along with what is copied from it, unless the history was deleted there. */
const copiesFrom = (source: Stage, sources: readonly string[]): ContextCopy[] => {
  if (source.runs.some(({ rest }) => /\brm\b/.test(rest) && /\.git\b/.test(rest))) return [];
  const paths = sources.map((operand) => pathIn('/', operand.replace(/\/[.*]$/, '/')));
  return source.copies.filter(({ directory }) => paths.some((path) => covers(path, directory)));
};

const copy = (instruction: Instruction, stage: Stage, stages: readonly Stage[]): ContextCopy[] => {
  const { flags, operands } = wordsOf(instruction.rest);
  const directory = pathIn(stage.directory, operands.at(-1) ?? '.');
  const sources = operands.slice(0, -1);
  const from = flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length);
  if (from !== undefined) {
    const source = stageOf(stages, from);
    return source ? copiesFrom(source, sources).map((inner) => ({ ...inner, directory })) : [];
  }
  if (flags.some((flag) => /^--exclude=.*\.git/.test(flag))) return [];
  return sources.some(isWholeContext) ? [{ instruction, directory }] : [];
};

/** The stage that becomes the image; undefined without a FROM. Reads what is written, and runs nothing. */
export const finalStage = (instructions: readonly Instruction[]): Stage | undefined => {
  const stages: Stage[] = [];
  for (const instruction of instructions) {
    const { keyword, rest } = instruction;
    if (keyword === 'FROM') stages.push(start(instruction, stages));
    const stage = stages.at(-1);
    if (stage === undefined) continue;
    if (keyword === 'WORKDIR') stage.directory = pathIn(stage.directory, rest);
    if (keyword === 'RUN') stage.runs.push(instruction);
    if (keyword === 'COPY' || keyword === 'ADD') stage.copies.push(...copy(instruction, stage, stages));
  }
  return stages.at(-1);
};
