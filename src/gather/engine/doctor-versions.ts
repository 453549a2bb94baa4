/** Numbers of a dotted version, e.g. `20.10.24+dfsg1` -> [20, 10, 24]; missing ones are 0. */
export const parseVersion = (text: string): [major: number, minor: number, patch: number] => {
  const [, major = '0', minor = '0', patch = '0'] = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text) ?? [];
  return [Number(major), Number(minor), Number(patch)];
};

/** Whether version `a` is before version `b`. */
export const isBefore = (a: string, b: string): boolean => {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  for (const [index, number] of left.entries()) {
    const other = right[index] ?? 0;
    if (number !== other) return number < other;
  }
  return false;
};

/** A published hole of a program, and the first version without it on each maintained branch, ascending. */
export type KnownHole = { id: string; what: string; fixedIn: readonly string[] };

/** Holes of git by which a hostile repository runs code while it is cloned. */
export const gitHoles: readonly KnownHole[] = [
  {
    id: 'CVE-2024-32002',
    what: 'a recursive clone runs code of the repository',
    fixedIn: ['2.39.4', '2.40.2', '2.41.1', '2.42.2', '2.43.4', '2.44.1', '2.45.1'],
  },
  {
    id: 'CVE-2025-48384',
    what: 'a carriage return in a submodule path makes a recursive clone run code of the repository',
    fixedIn: ['2.43.7', '2.44.4', '2.45.4', '2.46.4', '2.47.3', '2.48.2', '2.49.1', '2.50.1'],
  },
];

/** Holes of runc by which a hostile image or Dockerfile leaves its container. */
export const runcHoles: readonly KnownHole[] = [
  { id: 'CVE-2024-21626', what: 'a working directory leads out of the container', fixedIn: ['1.1.12'] },
  {
    id: 'CVE-2025-31133, CVE-2025-52565, CVE-2025-52881',
    what: 'races of mounts lead out of the container',
    fixedIn: ['1.2.8', '1.3.3'],
  },
];

/**
 * The holes that a version has by its number: no branch's fix is at or below it on the same branch, and it is not
 * newer than every branch. Distributions mend holes without a new number.
 */
export const holesOf = (version: string, holes: readonly KnownHole[]): KnownHole[] =>
  holes.filter(({ fixedIn }) => {
    const [major, minor] = parseVersion(version);
    const onBranch = fixedIn.find((fix) => parseVersion(fix)[0] === major && parseVersion(fix)[1] === minor);
    const newest = fixedIn.at(-1) ?? '0';
    return onBranch === undefined ? isBefore(version, newest) : isBefore(version, onBranch);
  });
