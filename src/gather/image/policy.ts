import { type Dockerfile, type Instruction, modernDialect, parseDockerfile, scanInstructions } from './dockerfile.ts';
import { createVariables, type Platform, type Variables } from './dockerfile-variables.ts';
import { expandWord, splitWords } from './dockerfile-words.ts';
import { assertLabels, assertLocalAdd, assertRunFlags, flagValues } from './policy-instructions.ts';
import { isPrivateImage, referenceProblem } from './references.ts';
import { refuseLine } from './refusal.ts';

/** An image that a build starts from or copies from. */
export type BaseImage = { reference: string; line: number; platform?: string };

/** A Dockerfile that may be built, and what the build needs. */
export type ReviewedDockerfile = Dockerfile & {
  /** In order of appearance, each once; `scratch` and earlier stages are none. */
  baseImages: BaseImage[];
  /** Index of the first instruction of each stage: its FROM. */
  stages: number[];
};

/**
 * Reads a Dockerfile and refuses what would make the engine itself, outside of all limits, fetch or run something:
 * remote `ADD`, unknown registries, foreign frontends, entitlements.
 * @throws AssayError refused `remote-add`, `base-image`, `frontend`, `entitlement`, `label`, `dockerfile-ambiguous`;
 *   candidate-fault `dockerfile-invalid`; each with the line
 */
export const reviewDockerfile = (text: string, platform: Platform): ReviewedDockerfile => {
  const dockerfile = parseDockerfile(text);
  assertUnambiguous(text, dockerfile);
  if (dockerfile.syntax && !/^(?:docker\.io\/)?docker\/dockerfile:1(?:[.-][\w.-]*)?$/.test(dockerfile.syntax.value)) {
    throw refuseLine(
      'frontend',
      dockerfile.syntax.line,
      'names a frontend of its own',
      'use `# syntax=docker/dockerfile:1`, or leave it out',
    );
  }
  const review = createReview(createVariables(platform));
  for (const [index, instruction] of dockerfile.instructions.entries()) review.visit(instruction, index);
  return { ...dockerfile, baseImages: review.baseImages, stages: review.stages };
};

/** Old and new builders must see the same instructions. */
const assertUnambiguous = (text: string, { instructions }: Dockerfile) => {
  const old = parseDockerfile(text, { ...modernDialect, doubledEscapeContinues: true }).instructions;
  const at = instructions.findIndex(({ line, rest }, index) => old[index]?.line !== line || old[index]?.rest !== rest);
  if (at === -1) return;
  const line = instructions[at]?.line ?? 1;
  throw refuseLine(
    'dockerfile-ambiguous',
    line,
    'ends in a doubled escape character, which builders read differently',
    'write it on one line',
  );
};

/**
 * Checks instructions that an image brings along for those who build on it (ONBUILD).
 * @throws AssayError refused, naming the image's line
 */
export const reviewTriggers = (triggers: readonly string[], base: BaseImage, platform: Platform): void => {
  const review = createReview(createVariables(platform));
  for (const trigger of triggers) {
    for (const instruction of scanInstructions(trigger)) review.visit({ ...instruction, line: base.line }, 0);
  }
};

/** Platform that a FROM asks for; nothing when it is the engine's own, or cannot be told. */
const platformOf = (flags: readonly string[], variables: Variables) => {
  const asked = flagValues(flags, 'platform')[0];
  return asked === undefined || asked.includes('$') ? undefined : (expandWord(asked, variables.inFrom) ?? undefined);
};

const createReview = (variables: Variables) => {
  const baseImages: BaseImage[] = [];
  const stages: number[] = [];
  const stageNames = new Set<string>();

  const useImage = (image: BaseImage) => {
    const problem = referenceProblem(image.reference);
    if (problem !== undefined) {
      const shown = JSON.stringify(image.reference.slice(0, 120));
      throw refuseLine(
        'base-image',
        image.line,
        `uses ${shown}, which ${problem}`,
        'use an image of a public registry by its name',
      );
    }
    if (!baseImages.some(({ reference }) => reference === image.reference)) baseImages.push(image);
  };

  const from = ({ line, flags, operands }: Instruction, index: number) => {
    const [word = '', as, name] = splitWords(operands);
    const reference = expandWord(word, variables.inFrom) ?? word;
    const earlier = reference.toLowerCase();
    stages.push(index);
    if (reference !== 'scratch' && !stageNames.has(earlier)) {
      useImage({ reference, line, platform: platformOf(flags, variables) });
    }
    const stageName = as?.toUpperCase() === 'AS' ? name?.toLowerCase() : undefined;
    variables.startStage(stageName, stageNames.has(earlier) ? earlier : undefined);
    if (stageName !== undefined) stageNames.add(stageName);
  };

  const copyFrom = (reference: string, line: number) => {
    const isStage =
      stageNames.has(reference.toLowerCase()) || (/^\d+$/.test(reference) && Number(reference) < stages.length);
    if (!isStage && reference !== 'scratch') useImage({ reference, line });
  };

  const visit = (instruction: Instruction, index: number): void => {
    if (instruction.keyword === 'FROM') from(instruction, index);
    else if (instruction.keyword === 'ARG' || instruction.keyword === 'ENV') variables.define(instruction);
    else visitWork(instruction);
  };

  const visitWork = (instruction: Instruction) => {
    const { keyword, line, flags, operands, heredocs } = instruction;
    if (keyword === 'ADD') assertLocalAdd(instruction, variables);
    if (keyword === 'LABEL') assertLabels(instruction);
    if (keyword === 'ONBUILD') visitHidden(operands, line);
    if (keyword === 'COPY' || keyword === 'ADD') for (const source of flagValues(flags, 'from')) copyFrom(source, line);
    if (keyword === 'RUN') for (const source of assertRunFlags(instruction)) copyFrom(source, line);
    // Should a builder take a heredoc's text for instructions, these are checked as well.
    for (const { body } of heredocs) visitHidden(body, line);
  };

  /** What looks like ARG, ENV or FROM here need not be one: it defines nothing, and only a hostile image is refused. */
  const visitHidden = (text: string, line: number) => {
    for (const instruction of scanInstructions(text)) {
      if (instruction.keyword !== 'FROM') visitWork({ ...instruction, line });
      else if (isPrivateImage(instruction.operands.split(/\s/)[0] ?? '')) {
        throw refuseLine(
          'base-image',
          line,
          'has a FROM of a private registry inside',
          'write FROM on a line of its own',
        );
      }
    }
  };

  return { baseImages, stages, visit };
};
