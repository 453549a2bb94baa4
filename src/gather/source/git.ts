import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { infraError } from '../../core/errors.ts';
import { type GitOptions, gitEnvironment, gitSettings } from './git-settings.ts';
import { maxPackBytes, type SourceLimits } from './limits.ts';

/** How a git command ended. Both texts may hold what a server or a repository says: hostile. */
export type GitResult = {
  exitCode: number | undefined;
  /** Signal that ended git or one of its limits, where one did. */
  signal: string | undefined;
  stdout: string;
  stderr: string;
  /** It was killed since it wrote more than it may. */
  flooded: boolean;
};

/** Git with nothing of the user's or the machine's configuration, bound to one submission. */
export type Git = {
  /** Our own object store, the GIT_DIR of every command unless it names another. */
  directory: string;
  /** Runs to the end, whatever the exit code. @throws AssayError infra-error `git-missing`; the signal's reason */
  run(args: readonly string[], options?: GitOptions): Promise<GitResult>;
  /**
   * Runs while `consume` reads its output; when that returns or throws before the end of it, git is killed.
   * @param input all of its standard input
   */
  read<T>(
    args: readonly string[],
    options: GitOptions & { input?: string },
    consume: (stdout: AsyncIterable<Buffer>) => Promise<T>,
  ): Promise<{ value: T; result: GitResult }>;
};

// Enough for any honest answer of `ls-remote` for one name, or of `rev-parse`.
const maxTextBytes = 2 ** 20;
const maxMemoryKilobytes = 512 * 1024;

/** The shell sets two kernel limits, the largest file and the address space, and becomes git. */
const limited = 'ulimit -f "$1" 2>/dev/null; ulimit -v "$2" 2>/dev/null; shift 2; exec git "$@"';

/**
 * Prepares git for one submission.
 * @param workDirectory absolute path of a directory of ours; `git` (objects) and `home` (empty) are made in it
 * @param signal its abort kills git's whole process group at once
 */
export const createGit = async (workDirectory: string, limits: SourceLimits, signal: AbortSignal): Promise<Git> => {
  const directory = join(workDirectory, 'git');
  const home = join(workDirectory, 'home');
  await mkdir(home, { recursive: true });
  const fileBlocks = Math.ceil(maxPackBytes(limits) / 512);

  const start = (args: readonly string[], options: GitOptions, bufferStdout: boolean) => {
    signal.throwIfAborted();
    const config = gitSettings(limits.stallSeconds).flatMap((setting) => ['-c', setting]);
    const command = ['-c', limited, 'sh', `${fileBlocks}`, `${maxMemoryKilobytes}`, ...config, ...args];
    return execa('sh', command, {
      cwd: options.cwd ?? workDirectory,
      env: gitEnvironment(directory, home, options),
      extendEnv: false,
      stdin: 'pipe',
      reject: false,
      buffer: { stdout: bufferStdout, stderr: true },
      maxBuffer: maxTextBytes,
      stripFinalNewline: false,
      cancelSignal: signal,
      killSignal: 'SIGKILL',
      killDescendants: true,
    });
  };

  const settle = async (subprocess: ReturnType<typeof start>): Promise<GitResult> => {
    const result = await subprocess;
    signal.throwIfAborted();
    if (result.exitCode === 127 || result.code === 'ENOENT') {
      throw infraError('git-missing', 'git was not found', 'install git and make sure that it is on the PATH');
    }
    return {
      exitCode: result.exitCode,
      signal: result.signal,
      stdout: typeof result.stdout === 'string' ? result.stdout : '',
      stderr: typeof result.stderr === 'string' ? result.stderr : '',
      flooded: result.isMaxBuffer,
    };
  };

  return {
    directory,
    async run(args, options = {}) {
      const subprocess = start(args, options, true);
      subprocess.stdin.end();
      return settle(subprocess);
    },
    async read(args, options, consume) {
      const subprocess = start(args, options, false);
      // Git that ends early breaks the pipe; how it ended is told by its exit.
      subprocess.stdin.on('error', () => {});
      subprocess.stdin.end(options.input ?? '');
      try {
        const value = await consume(subprocess.stdout);
        if (!subprocess.stdout.readableEnded) subprocess.kill();
        return { value, result: await settle(subprocess) };
      } catch (error) {
        subprocess.kill();
        await subprocess;
        throw error;
      }
    },
  };
};
