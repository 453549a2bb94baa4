/** One thing that was looked at. `failed`: a run here would not be safe, or not possible. */
export type Diagnosis = {
  /** Noun, kebab-case. */
  id: string;
  title: string;
  state: 'ok' | 'warning' | 'failed';
  /** What was seen. */
  detail: string;
  /** What to do about it; present unless ok. */
  mend?: string;
};
