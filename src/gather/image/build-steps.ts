import { readTrace, type TraceStep } from './buildkit-trace.ts';
import type { Instruction } from './dockerfile.ts';
import type { EngineEvent } from './engine-events.ts';

/** What a build has said so far, in the candidate's own terms. */
export type BuildSteps = {
  /** Takes one event of the engine. @returns text for the log */
  take(event: EngineEvent): string;
  /** The instruction that runs, or failed. */
  current(): { instruction?: Instruction; text: string } | undefined;
  /** Where the build is: "RUN npm ci", 3 of 7. */
  position(): { detail: string; done: number; total: number };
  /** The engine counts other instructions than we do: it reads the Dockerfile in another way. */
  disagrees(): boolean;
};

const describeInstruction = ({ keyword, rest }: Instruction) => clip(`${keyword} ${rest}`.replace(/\s+/g, ' '));
const clip = (text: string) => (text.length > 120 ? `${text.slice(0, 117)}...` : text);

const sending = 'sending the context';
const stepHeader = /^Step (\d+)\/(\d+) : /;

/**
 * Follows the classic builder, which announces each instruction as "Step k/n". Steps that are ours are left out.
 * @param steps every instruction of the Dockerfile as sent; absent where it is one of ours
 */
export const followClassic = (steps: readonly (Instruction | undefined)[]): BuildSteps => {
  const theirs = steps.filter((step) => step !== undefined);
  let index = -1;
  let muted = false;
  let isForeign = false;

  const number = () => steps.slice(0, index + 1).filter((step) => step !== undefined).length;

  return {
    take({ text = '' }) {
      const header = stepHeader.exec(text);
      // Output of a step may look like a header, but steps only go up by one.
      if (header && Number(header[1]) === index + 2) {
        index += 1;
        if (Number(header[2]) !== steps.length) isForeign = true;
        muted = steps[index] === undefined;
        if (!muted) return text.replace(stepHeader, `Step ${number()}/${theirs.length} : `);
      }
      return muted ? '' : text;
    },
    current() {
      const instruction = steps.slice(0, index + 1).findLast((step) => step !== undefined);
      return instruction && { instruction, text: describeInstruction(instruction) };
    },
    position() {
      const detail = this.current()?.text ?? sending;
      return { detail, done: Math.max(0, number() - 1), total: theirs.length };
    },
    disagrees: () => isForeign,
  };
};

/** Steps of the Dockerfile are named "[2/5] RUN ..." or "[stage 2/5] RUN ..."; the rest is BuildKit's own business. */
const buildKitStep = /^\[(?!internal\])[^\]]*\] /;
const plain = (text: string) => text.replace(buildKitStep, '').replace(/\s+/g, ' ');

/**
 * Follows BuildKit, which names its steps after the instructions and runs several at once.
 * @param instructions of the Dockerfile as sent
 */
export const followBuildKit = (instructions: readonly Instruction[]): BuildSteps => {
  const seen = new Set<string>();
  const completed = new Set<string>();
  let current = '';

  const takeStep = (step: TraceStep): string => {
    const isTheirs = buildKitStep.test(step.name);
    const isNew = step.started && !seen.has(step.id);
    if (step.started) seen.add(step.id);
    if (isTheirs && (isNew || step.error !== '')) current = step.name;
    if (isTheirs && step.completed) completed.add(step.id);
    return (isNew ? `${step.name}\n` : '') + (step.error === '' ? '' : `ERROR: ${step.error}\n`);
  };

  const instructionOf = (name: string) =>
    instructions.find(({ keyword, rest }) => plain(`${keyword} ${rest}`).startsWith(plain(name)));

  return {
    take({ trace }) {
      if (trace === undefined) return '';
      const { steps, output } = readTrace(trace);
      return steps.map(takeStep).join('') + output.map(({ text }) => text).join('');
    },
    current: () => (current === '' ? undefined : { instruction: instructionOf(current), text: clip(plain(current)) }),
    position() {
      const total = instructions.length;
      return { detail: this.current()?.text ?? sending, done: Math.min(completed.size, total), total };
    },
    disagrees: () => false,
  };
};
