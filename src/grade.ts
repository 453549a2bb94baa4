import type { Gathered, ImageFact, SourceFact } from './core/artifact.ts';
import type { Report } from './core/report.ts';
import { connectEngine, type Engine } from './gather/engine/connect.ts';
import { countLeft, removeRun } from './gather/engine/labels.ts';
import { sweep } from './gather/engine/sweep.ts';
import { buildImage } from './gather/image/build.ts';
import { acquireSource } from './gather/source/index.ts';
import { composeReport, type Findings } from './grading/compose.ts';
import { confirmFailures } from './grading/confirmation.ts';
import { gatherDocument, judgeLive, startFresh } from './grading/functional.ts';
import { gatherLifecycle } from './grading/lifecycle-part.ts';
import { gatherLoadPart } from './grading/load-part.ts';
import { createRun, type GradeRequest, type GradeRun } from './grading/run.ts';
import { createRecorder } from './http/recorder.ts';
import { gathered, gatheredFrom } from './judge/gathered.ts';
import { type GatheredFacts, runChecks } from './judge/run.ts';

type Graded = Omit<Findings, 'engine' | 'leftBehind'>;

/**
 * Grades one submission: acquire, build, start, judge, confirm, load, score. Everything made on the way is removed, also
 * when it fails or is interrupted.
 * @throws AssayError (usage, or infra-error when there is no engine); AbortError when interrupted
 */
export const grade = async (request: GradeRequest): Promise<Report> => {
  const engine = await connectEngine();
  await sweep(engine);
  const run = await createRun(request);
  let graded: Graded;
  try {
    graded = await gradeIn(run, engine);
  } finally {
    await removeRun(engine, run.id);
    await run.removeWorkDirectory();
  }
  return composeReport(run, { ...graded, engine, leftBehind: await countLeft(engine, run.id) });
};

const gradeIn = async (run: GradeRun, engine: Engine): Promise<Graded> => {
  const { signal, progress, workDirectory } = run;
  const { acquire, build } = run.challenge.budgets;
  const source = await run.stage('acquire', 'fetching the submission', () =>
    gathered(signal, () =>
      acquireSource({ origin: run.origin, ref: run.ref, workDirectory, deadlineMs: acquire * 1000, signal, progress }),
    ),
  );
  const image = await run.stage('build', 'building the image', () =>
    gatheredFrom(source, signal, (value) =>
      buildImage({ engine, run, source: value, deadlineMs: build * 1000, progress, signal }),
    ),
  );
  const functional = await gradeFunctional(run, engine, source, image);
  const { facts, live } = functional;
  if (run.withLoad) {
    facts.load = await run.stage('load', 'load test', () => gatherLoadPart(run, engine, functional.startable));
  }
  const rest = await run.stage('judge', 'judging the facts', () => judgeRest(run, facts));
  const logs = { build: image.ok ? image.value.log : image.error.log, container: functional.log };
  return { facts, live, rest: rest.judged, order: [...functional.order, ...rest.order], logs };
};

const gradeFunctional = async (
  run: GradeRun,
  engine: Engine,
  source: Gathered<SourceFact>,
  image: Gathered<ImageFact>,
) => {
  const { signal } = run;
  const started = await run.stage('start', 'starting the container and its services', () =>
    gatheredFrom(image, signal, (value) => startFresh(run, engine, value)),
  );
  const target = started.ok ? started.value : undefined;
  const facts: GatheredFacts = {
    source,
    image,
    target: started.ok ? { ok: true, value: started.value.fact } : started,
  };
  const recorder = createRecorder();
  try {
    facts.spec = await run.stage('document', 'reading the OpenAPI document', () => gatherDocument(run, source, target));
    const { judged, order } = await run.stage('checks', 'checking the API', () =>
      judgeLive(run, facts, target, recorder),
    );
    facts.traffic = started.ok ? { ok: true, value: { exchanges: recorder.exchanges() } } : started;
    facts.lifecycle = await run.stage('lifecycle', 'stopping and starting again', () => gatherLifecycle(run, started));
    const live = await run.stage('confirm', 'confirming failures in a fresh container', () =>
      confirmFailures(run, engine, image, facts, judged),
    );
    const log = target?.logText() ?? (started.ok ? undefined : started.error.log);
    return { facts, live, order, log, startable: started.ok ? image : started };
  } finally {
    await target?.dispose();
  }
};

const judgeRest = (run: GradeRun, facts: GatheredFacts) => {
  const { challenge, plan, seed, signal, progress } = run;
  const rest = plan.filter(
    ({ check, notApplicable }) => !check.needs.includes('target') && notApplicable === undefined,
  );
  const bench = { challenge, facts, seed, attempt: 1, concurrency: 1, signal, progress };
  return runChecks(
    rest.map(({ check }) => check),
    bench,
  );
};
