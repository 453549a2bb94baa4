import type { ImageFact } from '../../src/index.ts';

/** What the container runs: entry point and command as one list. */
const startCommand = ({ entrypoint, command }: ImageFact): string[] => [...entrypoint, ...command];

const maxShown = 120;

/** For people, clipped. */
export const startLine = (image: ImageFact): string => startCommand(image).join(' ').slice(0, maxShown);

/** `Dockerfile:12` of the instruction that says what to start; undefined when the base image says it. */
export const startPlace = ({ instructions }: ImageFact): string | undefined => {
  const last = instructions.findLast(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  return last && `Dockerfile:${last.line}`;
};

/** A shell stands between the signal and the program: `/bin/sh -c "..."` without `exec`. */
const isShellForm = ([program = '', flag = '', script = '']: readonly string[]): boolean =>
  /(^|\/)(ba|da|a)?sh$/.test(program) && /^-[a-z]*c$/.test(flag) && !/(^|[;&|]\s*)exec\s/.test(script);

const isPackageManager = ([program = '']: readonly string[]): boolean => /(^|\/)(npm|yarn|pnpm)$/.test(program);

const isScript = ([program = '']: readonly string[]): boolean => program.endsWith('.sh');

/** Official images begin with such a script or a small init; both pass signals on. */
const isTransparent = (word: string): boolean => /(^|\/)(docker-entrypoint\.sh|tini|dumb-init|-+[a-z]*)$/.test(word);

/** The part of the command that the submission itself has chosen. */
const ownCommand = (image: ImageFact): string[] => {
  const command = startCommand(image);
  const first = command.findIndex((word) => !isTransparent(word));
  return first === -1 ? [] : command.slice(first);
};

/** Why a stop signal may not reach the program, and what to do, as far as the way of starting tells. */
export const signalAdvice = (image: ImageFact): string => {
  const command = ownCommand(image);
  if (isShellForm(command))
    return 'A shell starts the process and may keep the signal to itself: write CMD as a JSON list, or begin the line with exec, and handle SIGTERM in the program.';
  if (isPackageManager(command))
    return 'A package manager starts the process and gets the signal first: start the program itself, e.g. CMD ["node", "server.js"], and handle SIGTERM in it.';
  if (isScript(command))
    return 'A script starts the process and gets the signal first: end the script with exec and the program, and handle SIGTERM in it.';
  return 'Handle SIGTERM: as the first process of a container, a program without a handler does not get it at all.';
};
