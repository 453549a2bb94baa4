/** What a build may use and make, inclusive. BuildKit does not hold to memory, CPU and file size. */
export type BuildLimits = {
  memoryBytes: number;
  /** CPU cores, may be a fraction. */
  cpus: number;
  /** Of the finished image, and of each single file written on the way. */
  maxImageBytes: number;
  maxContextBytes: number;
  maxContextFiles: number;
  /** Output of all steps together. */
  maxLogBytes: number;
};

/** Enough for `npm ci` and a TypeScript build, a JVM or a Go build. */
export const defaultBuildLimits: BuildLimits = {
  memoryBytes: 2 * 2 ** 30,
  cpus: 2,
  maxImageBytes: 4 * 2 ** 30,
  maxContextBytes: 200 * 2 ** 20,
  maxContextFiles: 20_000,
  maxLogBytes: 64 * 2 ** 20,
};
