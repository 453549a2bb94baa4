import { readFileSync } from 'node:fs';
import type { HostConfig } from 'dockerode';
import type { Engine } from './connect.ts';
import { runLabels } from './labels.ts';
import { createDemultiplexer } from './logs.ts';
import { engineCall, type Run, removeContainer } from './pod-engine.ts';

const program = readFileSync(new URL('./doctor-probe-program.js', import.meta.url), 'utf8');
const unprivileged = '65532:65532';

/** How the container of a probe ended. */
export type ProbeEnd = { exitCode: number; oomKilled: boolean; output: string };

export type ProbeOptions = {
  engine: Engine;
  run: Run;
  /** An image with Node. */
  image: string;
};

/**
 * Runs one probe of the program beside this file.
 * @param hostConfig what the probe tries to break
 * @throws AssayError infra-error when the engine fails or the probe does not end within a minute
 */
export const runProbe = async (
  { engine, run, image }: ProbeOptions,
  hostConfig: HostConfig,
  [name, parameter]: [name: string, parameter: string],
): Promise<ProbeEnd> => {
  const container = await engineCall(
    'create a probe',
    engine.docker.createContainer({
      Image: image,
      User: unprivileged,
      Entrypoint: ['node'],
      Cmd: ['-e', program, name, parameter],
      Labels: runLabels(run),
      HostConfig: hostConfig,
    }),
  );
  try {
    await engineCall('start a probe', container.start());
    await engineCall('wait for a probe', container.wait());
    const { State } = await engineCall('inspect a probe', container.inspect());
    const frames = await engineCall('read a probe', container.logs({ stdout: true, stderr: true }));
    const output: Buffer[] = [];
    createDemultiplexer((content) => output.push(content))(frames);
    return { exitCode: State.ExitCode, oomKilled: State.OOMKilled, output: Buffer.concat(output).toString() };
  } finally {
    await removeContainer(engine, container.id);
  }
};
