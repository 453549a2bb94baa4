import type { Instruction } from './dockerfile.ts';
import { expandWord, type Lookup, splitWords } from './dockerfile-words.ts';

/** What BuildKit sets by itself, when the Dockerfile declares it. */
export type Platform = { os: string; architecture: string };

const platformArguments = (platform: Platform): Record<string, string> => {
  const whole = `${platform.os}/${platform.architecture}`;
  return {
    BUILDPLATFORM: whole,
    BUILDOS: platform.os,
    BUILDARCH: platform.architecture,
    BUILDVARIANT: '',
    TARGETPLATFORM: whole,
    TARGETOS: platform.os,
    TARGETARCH: platform.architecture,
    TARGETVARIANT: '',
  };
};

type Values = Map<string, string | undefined>;

/** Follows ARG and ENV through a Dockerfile. Nothing is given from outside: an ARG without a default is empty. */
export type Variables = {
  /** Values before the first FROM, as FROM sees them. */
  inFrom: Lookup;
  /** Values in the stage; undefined when they may come from the base image. */
  inStage: Lookup;
  /** Takes in an ARG or ENV. */
  define(instruction: Instruction): void;
  /** A stage begins on an earlier stage's environment, or on an image whose environment is not known. */
  startStage(name: string | undefined, parent: string | undefined): void;
};

/** @param platform of the engine: build and target are the same here */
export const createVariables = (platform: Platform): Variables => {
  const predefined = new Map(Object.entries(platformArguments(platform)));
  const globals: Values = new Map();
  const environments = new Map<string, Values>();
  let stage: { environment: Values; args: Values } | undefined;

  const inFrom: Lookup = (name) => (globals.has(name) ? globals.get(name) : (predefined.get(name) ?? ''));
  const inStage: Lookup = (name) => {
    if (stage?.environment.has(name)) return stage.environment.get(name);
    return stage?.args.get(name);
  };

  const defineArgument = (word: string) => {
    const equals = word.indexOf('=');
    const name = equals === -1 ? word : word.slice(0, equals);
    const value = equals === -1 ? undefined : expandWord(word.slice(equals + 1), stage ? inStage : inFrom);
    if (!stage) globals.set(name, equals === -1 ? (predefined.get(name) ?? '') : value);
    else if (equals !== -1) stage.args.set(name, value);
    else stage.args.set(name, globals.has(name) ? globals.get(name) : (predefined.get(name) ?? ''));
  };

  const defineEnvironment = (operands: string) => {
    const pairs = splitWords(operands);
    const old = /^([^\s=]+)\s+([\s\S]*)$/.exec(operands);
    if (old && !pairs[0]?.includes('=')) stage?.environment.set(old[1] ?? '', expandWord(old[2] ?? '', inStage));
    else {
      const values = pairs.map((pair) => {
        const equals = pair.indexOf('=');
        return [pair.slice(0, equals), expandWord(pair.slice(equals + 1), inStage)] as const;
      });
      // All of one instruction see the values before it.
      for (const [name, value] of values) stage?.environment.set(name, value);
    }
  };

  return {
    inFrom,
    inStage,
    define({ keyword, operands }) {
      if (keyword === 'ENV') defineEnvironment(operands);
      else for (const word of splitWords(operands)) defineArgument(word);
    },
    startStage(name, parent) {
      stage = { environment: new Map(environments.get(parent ?? '')), args: new Map() };
      if (name !== undefined) environments.set(name, stage.environment);
    },
  };
};
