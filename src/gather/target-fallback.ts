import type { ImageFact, Note } from '../core/artifact.ts';
import type { Failed, Mode } from './target-attempt.ts';

/** Instead of root: no user of any image, without a right of its own. */
const unprivilegedUser = '65532:65532';

const rootUser = '0:0';
const rootNames = new Set(['', '0', 'root']);

/** Whether an image's `User` is root, however it is written. */
export const isRoot = (user: string): boolean => rootNames.has(user.split(':')[0] ?? '');

/** The strict way, tried first. */
export const strictMode = (image: ImageFact): Mode => ({
  user: isRoot(image.user) ? unprivilegedUser : image.user,
  readOnlyRoot: true,
});

const saysReadOnly = /EROFS|read-?only file ?system|readonly database/i;
const saysDenied = /EACCES|permission denied/i;

/** Faults that are over quickly and leave it open whether the strictness caused them: worth another attempt. */
const quickFaults = new Set(['exited', 'not-executable']);

/**
 * The next milder way to run the image after a failure, or undefined when the failure is the image's own. What the log
 * complains of is relaxed first; a program that just ends may have kept its reason to itself, so it gets the other
 * relaxations as well, one at a time. A submission is only said not to start when it did not start in the mildest way.
 */
export const milderMode = (mode: Mode, image: ImageFact, { fault, log }: Failed): Mode | undefined => {
  const writable = mode.readOnlyRoot ? { ...mode, readOnlyRoot: false } : undefined;
  const asRoot = isRoot(image.user) && mode.user !== rootUser ? { ...mode, user: rootUser } : undefined;
  if (saysReadOnly.test(log) && writable !== undefined) return writable;
  if (saysDenied.test(log) && asRoot !== undefined) return asRoot;
  return quickFaults.has(fault.code) ? (asRoot ?? writable) : undefined;
};

/** What the mode that worked in the end says about the submission. */
export const modeNotes = (mode: Mode): Note[] => {
  const notes: Note[] = [];
  if (mode.user === rootUser)
    notes.push({
      code: 'runs-as-root',
      message: 'The container only ran as root (with all capabilities dropped): the image names no other user.',
    });
  if (!mode.readOnlyRoot)
    notes.push({
      code: 'needs-writable-root',
      message: 'The program only ran with a writable root file system: it writes outside /tmp.',
    });
  return notes;
};
