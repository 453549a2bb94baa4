import { setTimeout as sleep } from 'node:timers/promises';
import { compileScript, type LoadScript } from './script.ts';
import { createSender, type Outcome } from './sender.ts';
import type { LoadTarget } from './target.ts';

/** A server may need a moment to work off its queue. */
const patienceMs = 10_000;
const pauseMs = 100;

/**
 * Whether the target answers a request of the script, verified like any other, within 10 s. One request at a time.
 * @throws RangeError for a script that cannot be sent
 */
export const answersAgain = async (target: LoadTarget, script: LoadScript, seed: number): Promise<boolean> => {
  const draw = compileScript(script, seed);
  const until = performance.now() + patienceMs;
  const sender = createSender(target, 1, patienceMs);
  const attempt = () => new Promise<Outcome>((resolve) => sender.send(draw(), until, resolve));
  try {
    while (performance.now() < until) {
      const { failure } = await attempt();
      if (!failure) return true;
      await sleep(pauseMs);
    }
    return false;
  } finally {
    await sender.close();
  }
};
