import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { execa } from 'execa';
import { challengesDirectory } from '../challenge/load.ts';
import { runGrade } from './run.ts';

const identity = ['-c', 'user.name=Candidate', '-c', 'user.email=candidate@example.org'];

/** A git repository with the reference solution, as a candidate would hand it in. */
const makeSubmission = async (): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'assay-demo-'));
  const repository = join(root, 'checkout-submission');
  const solution = join(challengesDirectory, 'checkout/solutions/node');
  const filter = (path: string) => basename(path) !== 'node_modules';
  await cp(solution, repository, { recursive: true, filter });
  const git = (...args: string[]) => execa('git', args, { cwd: repository });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git(...identity, 'commit', '--quiet', '--message=feat: checkout API');
  return repository;
};

const demo = async (submission: string | undefined): Promise<void> => {
  const repository = submission ?? (await makeSubmission());
  try {
    await runGrade(repository, {
      challenge: 'checkout',
      format: ['json', 'html', 'md', 'junit'],
      audience: 'engineer',
      load: true,
    });
  } finally {
    if (submission === undefined) await rm(join(repository, '..'), { recursive: true, force: true });
  }
};

/** `grade demo`: grades the reference solution of the checkout challenge from a git repository, or the submission given. */
export const demoCommand = (): Command =>
  new Command('demo')
    .description('grade the reference solution of the checkout challenge, to see what a grade looks like')
    .argument('[submission]', 'another submission to grade instead')
    .action(demo);
