import type { Gathered, ImageFact, LoadFact } from '../core/artifact.ts';
import { infraError } from '../core/errors.ts';
import { seededRandom } from '../core/random.ts';
import type { Engine } from '../gather/engine/connect.ts';
import { gatherLoad } from '../gather/load.ts';
import { createRecorder } from '../http/recorder.ts';
import { clientFactory } from '../http/session.ts';
import { gatheredFrom } from '../judge/gathered.ts';
import { startFresh } from './functional.ts';
import { loadScriptOf } from './load-script.ts';
import type { GradeRun } from './run.ts';

const measure = async (run: GradeRun, engine: Engine, image: ImageFact): Promise<LoadFact> => {
  const { challenge, signal, progress } = run;
  const plan = challenge.load;
  if (plan === undefined)
    throw infraError('load-not-planned', 'the challenge has no load plan', 'add `load` to its challenge.yaml');
  const target = await startFresh(run, engine, image, plan.environment);
  try {
    const makeApi = clientFactory(challenge, { socketPath: target.socketPath }, createRecorder(), run.credentials);
    progress.update('making the data');
    const script = await loadScriptOf(makeApi('load', seededRandom(run.seed, 'load'), signal), challenge);
    const deadlineMs = challenge.budgets.load * 1000;
    return await gatherLoad({
      engine,
      run,
      target: { ...target, port: challenge.port },
      plan,
      script,
      deadlineMs,
      signal,
      progress,
    });
  } finally {
    await target.dispose();
  }
};

/** Load on a container and a database of its own, with the environment the challenge sets for it. */
export const gatherLoadPart = (
  run: GradeRun,
  engine: Engine,
  image: Gathered<ImageFact>,
): Promise<Gathered<LoadFact>> => gatheredFrom(image, run.signal, (value) => measure(run, engine, value));
