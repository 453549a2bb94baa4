import { infraError } from '../../core/errors.ts';
import type { Dockerfile, Instruction } from './dockerfile.ts';

const classicCopyFlags = new Set(['--chown', '--from']);
const platformArgument = /\b(?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT)\b/;

/**
 * What in a Dockerfile the classic builder does not know, if anything. The classic builder is preferred, since it alone
 * holds to the limits of memory and CPU.
 */
export const buildKitFeature = ({ instructions }: Dockerfile): string | undefined => {
  for (const instruction of instructions) {
    const feature = featureOf(instruction);
    if (feature !== undefined) return feature;
  }
  return undefined;
};

const featureOf = ({ keyword, flags, operands, heredocs }: Instruction): string | undefined => {
  if (heredocs.length > 0) return 'a heredoc';
  const names = flags.map((flag) => flag.split('=')[0] ?? '');
  if (keyword === 'RUN' && names[0] !== undefined) return `RUN ${names[0]}`;
  if (keyword === 'COPY' || keyword === 'ADD') {
    const unknown = names.find((name) => !classicCopyFlags.has(name));
    if (unknown !== undefined) return `${keyword} ${unknown}`;
  }
  if (keyword === 'FROM' && flags.some((flag) => flag.includes('$'))) return 'FROM --platform with a variable';
  if (keyword === 'ARG' && platformArgument.test(operands)) return 'a platform argument';
  return undefined;
};

// API 1.42 is Docker 23, the first whose built-in frontend reads these.
const firstModernApi = 42;

/**
 * Refuses to start a build whose Dockerfile the engine's BuildKit would misread.
 * @throws AssayError infra-error `engine-too-old`
 */
export const assertFrontend = (feature: string, apiVersion: string): void => {
  const isNew = feature === 'a heredoc' || feature.endsWith('--link');
  if (!isNew || Number(apiVersion.split('.')[1]) >= firstModernApi) return;
  throw engineTooOld(feature);
};

/** The engine cannot build what is a valid Dockerfile. */
export const engineTooOld = (feature: string) =>
  infraError(
    'engine-too-old',
    `the Dockerfile has ${feature}, which this Docker engine cannot build`,
    'use Docker 23 or newer',
  );
