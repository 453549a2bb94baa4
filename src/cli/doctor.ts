import { Command } from 'commander';
import { AssayError } from '../core/errors.ts';
import { connectEngine } from '../gather/engine/connect.ts';
import type { Diagnosis } from '../gather/engine/diagnosis.ts';
import { diagnose, isSafe } from '../gather/engine/doctor.ts';

/** As documented in the README: a run on this host would not be safe. */
const unsafe = 1;

/** The diagnoses as lines for people, with what to do under those that are not ok. */
export const describeDiagnoses = (diagnoses: readonly Diagnosis[]): string => {
  const titleWidth = Math.max(...diagnoses.map(({ title }) => title.length));
  const lines = diagnoses.flatMap(({ state, title, detail, mend }) => {
    const line = `${state.padEnd('warning'.length)}  ${title.padEnd(titleWidth)}  ${detail}`;
    return mend === undefined ? [line] : [line, `${' '.repeat('warning'.length + 2)}${mend}`];
  });
  const verdict = isSafe(diagnoses) ? 'ready to grade' : 'not safe to grade here';
  return `${[...lines, '', verdict].join('\n')}\n`;
};

/** `grade doctor`: exit 1 when a run here would not be safe. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('look at this host, and prove on its engine that a submission cannot get out of its limits')
    .option('--runtime <name>', 'OCI runtime of the engine to prove them for, such as runsc')
    .option('--json', 'print the diagnoses as JSON')
    .action(async ({ runtime, json }: { runtime?: string; json?: boolean }) => {
      const diagnoses = await diagnose(await engineOrReason(), { runtime });
      process.stdout.write(json ? `${JSON.stringify(diagnoses, null, 2)}\n` : describeDiagnoses(diagnoses));
      if (!isSafe(diagnoses)) process.exitCode = unsafe;
    });

const engineOrReason = async () => {
  try {
    return await connectEngine();
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
};
