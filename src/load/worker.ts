import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadPhase } from '../core/artifact.ts';
import { answersAgain } from './alive.ts';
import { runClosedLoop } from './closed-loop.ts';
import { hostUse, readCpuTimes } from './host-cpu.ts';
import { runOpenLoop } from './open-loop.ts';
import type { WorkerMessage, WorkerPhase, WorkerPlan } from './worker-plan.ts';

/*
 * Program of the load worker: a process of its own inside the candidate's network namespace. Reads a WorkerPlan from
 * standard input, writes WorkerMessages to standard output.
 */

const idleSampleMs = 1000;

const write = (message: WorkerMessage): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`);
};

const sampleIdleHost = async (): Promise<void> => {
  const from = await readCpuTimes();
  await sleep(idleSampleMs);
  write({ type: 'idle', use: hostUse(from, await readCpuTimes()) });
};

const runPhase = ({ phases: _, ...shared }: WorkerPlan, phase: WorkerPhase): Promise<LoadPhase> =>
  phase.model === 'open' ? runOpenLoop({ ...phase, ...shared }) : runClosedLoop({ ...phase, ...shared });

const runPhases = async (plan: WorkerPlan): Promise<boolean> => {
  for (const phase of plan.phases) {
    write({ type: 'started', phase });
    write({ type: 'finished', phase: await runPhase(plan, phase) });
    if (!(await answersAgain(plan.target, plan.script, plan.seed))) return false;
  }
  return true;
};

const plan = JSON.parse(await text(process.stdin)) as WorkerPlan;
const from = await readCpuTimes();
await sampleIdleHost();
const aliveAfter = await runPhases(plan);
await sampleIdleHost();
write({ type: 'done', aliveAfter, use: hostUse(from, await readCpuTimes()) });
