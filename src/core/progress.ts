/** Where stages say what they are doing. Implemented by the terminal (TTY, plain, quiet) and by tests. */
export type Progress = {
  /** A stage begins, e.g. `build`; the previous one has ended. */
  stage(name: string, detail: string): void;
  /** The running stage moved; `done` of `total` where a total is known. */
  update(detail: string, done?: number, total?: number): void;
  /** Something worth a line of its own, e.g. a warning. */
  note(text: string): void;
};

/** Says nothing; the default in tests. */
export const silent: Progress = { stage() {}, update() {}, note() {} };
