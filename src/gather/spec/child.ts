import { Socket } from 'node:net';
import type { SpecFact } from '../../core/artifact.ts';
import { AssayError } from '../../core/errors.ts';
import { analyse, type Task } from './analyse.ts';
import type { Outcome } from './isolate.ts';

// nothing here has a reason to talk to anybody: should a library try all the same, it cannot
Socket.prototype.connect = () => {
  throw new Error('this process has no network');
};

const outcomeOf = async (task: Task): Promise<Outcome> => {
  try {
    const spec: SpecFact | undefined = await analyse(task);
    return { spec };
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause;
    const { fault, code, message, hint } = cause;
    return { error: { fault, code, message, hint } };
  }
};

process.once('message', async (task: Task) => {
  const outcome = await outcomeOf(task);
  process.send?.(outcome, () => process.disconnect());
});
