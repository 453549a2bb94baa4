import { Command } from 'commander';
import { connectEngine } from '../gather/engine/connect.ts';
import { type SweepResult, sweep } from '../gather/engine/sweep.ts';
import { exitCodes } from './exit.ts';

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The result of a sweep in one line for people. */
export const describeSweep = ({ removed, runs, inUse, stuck }: SweepResult): string => {
  const parts = [`${counted(removed, 'object')} of ${counted(runs.length, 'ended run')} removed`];
  if (inUse > 0) parts.push(`${counted(inUse, 'object')} of runs that go on left alone`);
  if (stuck > 0) parts.push(`${counted(stuck, 'object')} could not be removed`);
  return `${parts.join(', ')}\n`;
};

/** `grade sweep`: for a timer; exit 2 when something could not be removed. */
export const sweepCommand = (): Command =>
  new Command('sweep')
    .description('remove containers, networks, volumes and images of runs that have ended without doing so')
    .action(async () => {
      const result = await sweep(await connectEngine());
      process.stdout.write(describeSweep(result));
      if (result.stuck > 0) process.exitCode = exitCodes.couldNotGrade;
    });
