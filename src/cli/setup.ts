import { Command, InvalidArgumentError } from 'commander';
import { type BaseImageFamily, families } from '../gather/engine/base-images/catalogue.ts';
import { type SetupResult, setupEngine } from '../gather/engine/setup.ts';
import { exitCodes } from './exit.ts';
import { onInterrupt } from './interrupt.ts';
import { options } from './options.ts';
import { terminalProgress } from './progress.ts';

/**
 * `node,postgres` as families of base images.
 * @throws InvalidArgumentError for an unknown one
 */
export const parseFamilies = (text: string): BaseImageFamily[] => {
  const wanted = text.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !families.some((family) => family === name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${families.join(', ')}.`);
  return families.filter((family) => wanted.includes(family));
};

/** What there is now, for people: the engine and each base image. */
export const describeSetup = ({ engine, started, images }: SetupResult): string => {
  const width = Math.max(...images.map(({ reference }) => reference.length));
  const lines = images.map(({ reference, state, durationMs, reason }) => {
    const seconds = state === 'present' ? '' : ` ${(durationMs / 1000).toFixed(1)} s`;
    return `${reference.padEnd(width)}  ${state}${seconds}${reason === undefined ? '' : `: ${reason}`}`;
  });
  return `engine ${engine.version} at ${engine.address}${started ? ', started' : ''}\n${lines.join('\n')}\n`;
};

type SetupFlags = { install?: boolean; only: BaseImageFamily[]; quiet?: boolean };

const setUp = async ({ install = false, only, quiet }: SetupFlags): Promise<void> => {
  const progress = terminalProgress(process.stderr, { quiet });
  const interrupt = onInterrupt((text) => progress.note(text));
  try {
    const result = await setupEngine({ install, families: only, progress, signal: interrupt.signal });
    progress.end();
    process.stdout.write(describeSetup(result));
    if (result.images.some(({ state }) => state === 'missing')) process.exitCode = exitCodes.couldNotGrade;
  } catch (thrown) {
    const code = interrupt.exitCode();
    if (code === undefined) throw thrown;
    process.exitCode = code;
  } finally {
    progress.end();
    interrupt.dispose();
  }
};

/** `grade setup`: exit 2 when a base image that was asked for is still missing. */
export const setupCommand = (): Command =>
  new Command('setup')
    .description('find or install the container engine, and bring the base images that submissions build upon')
    .option('--install', 'may install packages (Debian, Ubuntu; as root) and start the engine')
    .option('--only <families>', `base images to bring: ${families.join(',')}`, parseFamilies, [])
    .addOption(options.quiet())
    .action(setUp);
