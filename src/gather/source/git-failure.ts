import { type AssayError, candidateFault, infraError, refused } from '../../core/errors.ts';
import type { GitResult } from './git.ts';
import { type SourceLimits, tooLarge } from './limits.ts';

/** A failed git command in our words. */
export type GitFailure = {
  error: AssayError;
  /** Trying again in a moment may help. */
  transient: boolean;
};

type Context = { shown: string; limits: SourceLimits; redact: (text: string) => string };

type Rule = { pattern: RegExp; transient?: boolean; error: (context: Context, detail: string) => AssayError };

const unreachable = (context: Context, detail: string) =>
  infraError(
    'repo-unreachable',
    `${context.shown} could not be reached: ${detail}`,
    'check the address and the network, then try again',
  );

/** First match wins; texts are those of git and libcurl under LC_ALL=C. */
const rules: Rule[] = [
  {
    pattern: /out of memory|malloc failed|mmap failed|died of signal (9|25)|file too large|cannot allocate memory/i,
    error: ({ limits }) => tooLarge(limits),
  },
  {
    pattern: /unable to update url base from redirection|returned error: 30\d|redirect/i,
    error: ({ shown }) =>
      refused('redirect', `${shown} redirects to another address, which is not followed`, 'give the final address'),
  },
  {
    pattern:
      /could not read (username|password)|authentication failed|returned error: 40[13]|permission denied|access denied/i,
    error: ({ shown }) =>
      candidateFault(
        'repo-private',
        `${shown} is private, or does not exist`,
        'make the repository public, or give an address with a token: https://token@host/owner/repository',
      ),
  },
  {
    pattern: /repository .*not found|returned error: (404|410)|does not exist/i,
    error: ({ shown }) =>
      candidateFault('repo-not-found', `${shown} does not exist`, 'check owner, name and spelling of the address'),
  },
  {
    pattern: /not our ref|unadvertised object|couldn't find remote ref|no such remote ref/i,
    error: ({ shown }) =>
      candidateFault(
        'ref-not-found',
        `${shown} does not give out the commit asked for`,
        'push the commit, or name a branch',
      ),
  },
  {
    pattern:
      /not a git repository|does not appear to be a git repository|not valid: is this a git repository|dumb http/i,
    error: ({ shown }) =>
      candidateFault(
        'not-a-repository',
        `${shown} answers, but not as a git repository`,
        "give the clone address; a git server must speak git's smart protocol",
      ),
  },
  {
    pattern: /host key verification failed/i,
    error: ({ shown }) =>
      infraError(
        'repo-unreachable',
        `the ssh host key of ${shown} is not known here`,
        'connect to it once by hand (ssh -T git@host), or use the https address',
      ),
  },
  {
    pattern: /fsck|index-pack|bad object|corrupt|missing (blob|tree|commit)|invalid sha1|unpack/i,
    error: ({ shown }, detail) =>
      refused(
        'repo-corrupt',
        `${shown} sent objects that are not valid: ${detail}`,
        'repair it (git fsck) and push again',
      ),
  },
  {
    pattern:
      /returned error: (429|5\d\d)|connection reset|recv failure|remote end hung up|early eof|empty reply|rpc failed/i,
    transient: true,
    error: unreachable,
  },
];

/** The first line that says what went wrong, without control characters, credentials and length. */
const detailOf = (stderr: string, redact: (text: string) => string): string => {
  const lines = redact(stderr)
    .split('\n')
    .map((line) => line.replace(/[^\x20-\x7e]/g, ' ').trim())
    .filter((line) => line !== '');
  const told =
    lines.find((line) => /^(fatal|error|remote error|ssh):/i.test(line)) ?? lines.at(-1) ?? 'no reason given';
  return told.length > 200 ? `${told.slice(0, 197)}...` : told;
};

/**
 * Says in one line why git failed, and whose fault that is: not there or private is the submission's, over a limit or
 * invalid is refused, a network that does not answer is nobody's and worth another try.
 */
export const explainGitFailure = (result: GitResult, context: Context): GitFailure => {
  if (result.flooded || result.signal === 'SIGXFSZ') return { error: tooLarge(context.limits), transient: false };
  // What a server says about itself (`remote: ...`) decides nothing.
  const stderr = result.stderr.replace(/^remote: .*$/gm, '');
  const detail = detailOf(stderr, context.redact);
  const rule = rules.find((candidate) => candidate.pattern.test(stderr));
  if (!rule) return { error: unreachable(context, detail), transient: false };
  return { error: rule.error(context, detail), transient: rule.transient ?? false };
};
