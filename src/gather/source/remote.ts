import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type AssayError, candidateFault, infraError, usageError } from '../../core/errors.ts';
import type { AcquireContext } from './acquire-context.ts';
import { createGit, type Git, type GitResult } from './git.ts';
import { explainGitFailure } from './git-failure.ts';
import type { GitOptions } from './git-settings.ts';
import { copyTree, initStore } from './git-tree.ts';
import { maxPackBytes, tooLarge } from './limits.ts';
import { createRedactor, type Origin } from './origin.ts';
import { candidateRefs, isFullId } from './refs.ts';

type RemoteOrigin = Extract<Origin, { kind: 'remote' }>;

const attempts = 3;
const firstPauseMs = 500;

/**
 * Copies one commit of a repository on a server. The name is resolved to an id once, and this id is fetched: a branch
 * that moves meanwhile cannot change what is graded.
 * @param ref branch, tag or full commit id; default: the server's HEAD
 * @returns the full commit id
 * @throws AssayError `repo-unreachable`, `repo-private`, `repo-not-found`, `repo-empty`, `ref-not-found`, `redirect`,
 *   `not-a-repository`, `repo-corrupt`, `repo-too-large`, `too-many-files`, `name-invalid`
 */
export const acquireRemote = async (origin: RemoteOrigin, ref: string | undefined, context: AcquireContext) => {
  const watch = new AbortController();
  const git = await createGit(context.workDirectory, context.limits, AbortSignal.any([context.signal, watch.signal]));
  const session = createSession(git, origin, context);

  context.progress.update('asking for the commit');
  const id = ref !== undefined && isFullId(ref) ? ref.toLowerCase() : await resolveRef(session, ref);
  await initStore(git, id.length === 64 ? 'sha256' : 'sha1');

  const packs = join(git.directory, 'objects', 'pack');
  const stopWatching = watchSize(packs, context, (error) => watch.abort(error));
  try {
    await session.run(fetchArgs(origin.url, id), ref === undefined || !isFullId(ref));
  } catch (error) {
    // Git does not say that the kernel stopped it at the limit for a file.
    throw (await packedBytes(packs)) >= maxPackBytes(context.limits) ? tooLarge(context.limits) : error;
  } finally {
    stopWatching();
  }
  const commit = await git.run(['rev-parse', '--verify', '--end-of-options', `${id}^{commit}`]);
  if (commit.exitCode !== 0) throw refNotFound(origin.shown, ref ?? 'HEAD');
  context.progress.update('copying the files');
  await copyTree(git, commit.stdout.trim(), context.limits, context.writer);
  return commit.stdout.trim();
};

const fetchArgs = (url: string, id: string) => [
  'fetch',
  '--quiet',
  '--depth=1',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
  '--',
  url,
  id,
];

type Session = { origin: RemoteOrigin; run(args: readonly string[], idWasSeen?: boolean): Promise<GitResult> };

/** Git commands that speak to the server: the one transport and the credential, retried where that can help. */
const createSession = (git: Git, origin: RemoteOrigin, { limits, signal, progress }: AcquireContext): Session => {
  const redact = createRedactor(origin.credential);
  const options: GitOptions = {
    transport: origin.transport,
    authorization:
      origin.credential === undefined
        ? undefined
        : {
            url: `${new URL(origin.url).origin}/`,
            value: `Basic ${Buffer.from(origin.credential).toString('base64')}`,
          },
  };
  return {
    origin,
    async run(args, idWasSeen = false) {
      for (let attempt = 1; ; attempt += 1) {
        const result = await git.run(args, options);
        if (result.exitCode === 0) return result;
        const failure = explainGitFailure(result, { shown: origin.shown, limits, redact });
        if (failure.error.code === 'ref-not-found' && idWasSeen) throw movedAway(origin.shown);
        if (!failure.transient || attempt === attempts) throw failure.error;
        progress.note(`${failure.error.message}; trying again`);
        await delay(firstPauseMs * 2 ** (attempt - 1) * (1 + Math.random()), undefined, { signal });
      }
    },
  };
};

const resolveRef = async ({ run, origin }: Session, ref: string | undefined): Promise<string> => {
  const names = ref === undefined ? ['HEAD'] : candidateRefs(ref);
  const listed = await run(['ls-remote', '--quiet', '--', origin.url, ...names, ...names.map((name) => `${name}^{}`)]);
  const ids = new Map<string, string>();
  for (const line of listed.stdout.split('\n')) {
    const [id, name] = line.split('\t');
    if (id !== undefined && name !== undefined && isFullId(id)) ids.set(name, id);
  }
  for (const name of names) {
    // An annotated tag's commit is listed under its peeled name.
    const id = ids.get(`${name}^{}`) ?? ids.get(name);
    if (id !== undefined) return id;
  }
  if (ref !== undefined) throw refNotFound(origin.shown, ref);
  throw candidateFault(
    'repo-empty',
    `${origin.shown} has no commit on its default branch`,
    'push the work, or name its branch with --ref',
  );
};

const refNotFound = (shown: string, ref: string) =>
  usageError(
    'ref-not-found',
    `${shown} has no branch, tag or commit "${ref}"`,
    'check --ref; a commit needs its full id',
  );

const movedAway = (shown: string) =>
  infraError('commit-vanished', `${shown} was changed while it was fetched`, 'try again');

/** Reports what has arrived, and stops the fetch over the limit: the second lock behind the kernel's file size limit. */
const watchSize = (directory: string, context: AcquireContext, stop: (error: AssayError) => void) => {
  const timer = setInterval(async () => {
    const bytes = await packedBytes(directory);
    context.progress.update(`received ${(bytes / 2 ** 20).toFixed(1)} MB`, bytes);
    if (bytes >= maxPackBytes(context.limits)) stop(tooLarge(context.limits));
  }, 250);
  return () => clearInterval(timer);
};

/** Files come and go while git works: what cannot be read counts as nothing. */
const packedBytes = async (directory: string) => {
  let bytes = 0;
  for (const name of await readdir(directory).catch(() => [])) {
    bytes += (await stat(join(directory, name)).catch(() => undefined))?.size ?? 0;
  }
  return bytes;
};
