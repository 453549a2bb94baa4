import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { connectEngine } from '../../../../src/gather/engine/connect.ts';
import { countLeft, labelNames, listOwned, removeRun, runLabels } from '../../../../src/gather/engine/labels.ts';
import { currentOwner, formatOwner } from '../../../../src/gather/engine/labels-owner.ts';
import { sweep } from '../../../../src/gather/engine/sweep.ts';

const engine = await connectEngine();
const runs: string[] = [];
const inAnHour = () => new Date(Date.now() + 3_600_000);

afterEach(async () => {
  for (const id of runs.splice(0)) await removeRun(engine, id);
});

const newRun = (): string => {
  const id = `sweep-test-${randomUUID()}`;
  runs.push(id);
  return id;
};

/** A running container with a network, a named and an anonymous volume, and an image: all that a run may leave. */
const litter = async (labels: Record<string, string>): Promise<{ anonymousVolume: string }> => {
  const { docker } = engine;
  const name = randomUUID();
  await docker.createVolume({ Name: name, Labels: labels });
  const network = await docker.createNetwork({ Name: name, Labels: labels, Internal: true });
  const container = await docker.createContainer({
    Image: 'debian:bookworm-slim',
    Cmd: ['sleep', '300'],
    Labels: labels,
    Volumes: { '/anonymous': {} },
    HostConfig: { NetworkMode: network.id, Mounts: [{ Type: 'volume', Source: name, Target: '/named' }] },
  });
  await container.start();
  const changes = Object.entries(labels).map(([key, value]) => `LABEL ${key}="${value}"`);
  await container.commit({ repo: name, tag: 'test', pause: false, changes: changes.join('\n') });
  const { Mounts } = await container.inspect();
  return { anonymousVolume: Mounts.find(({ Destination }) => Destination === '/anonymous')?.Name ?? '' };
};

const volumeExists = (name: string) =>
  engine.docker
    .getVolume(name)
    .inspect()
    .then(
      () => true,
      () => false,
    );

describe('removeRun', { timeout: 30_000 }, () => {
  test('removes containers, networks, volumes and images of the run, and nothing of another', async () => {
    const [ours, other] = [newRun(), newRun()];
    const { anonymousVolume } = await litter(runLabels({ id: ours, deadline: inAnHour() }));
    await litter(runLabels({ id: other, deadline: inAnHour() }));
    expect(await countLeft(engine, ours)).toBe(4);
    expect(await removeRun(engine, ours)).toBe(4);
    expect(await countLeft(engine, ours)).toBe(0);
    expect(await volumeExists(anonymousVolume)).toBe(false);
    expect((await listOwned(engine, other)).map(({ kind }) => kind)).toEqual([
      'container',
      'network',
      'volume',
      'image',
    ]);
  });

  test('may be called again, and while another call is at work', async () => {
    const run = newRun();
    await litter(runLabels({ id: run, deadline: inAnHour() }));
    await Promise.all([removeRun(engine, run), removeRun(engine, run)]);
    expect(await countLeft(engine, run)).toBe(0);
    expect(await removeRun(engine, run)).toBe(0);
  });

  test('never removes a base image', async () => {
    const before = await engine.docker.getImage('debian:bookworm-slim').inspect();
    const run = newRun();
    await litter(runLabels({ id: run, deadline: inAnHour() }));
    await removeRun(engine, run);
    expect((await engine.docker.getImage('debian:bookworm-slim').inspect()).Id).toBe(before.Id);
  });
});

describe('sweep', { timeout: 30_000 }, () => {
  test('takes the run of a grader that was killed, and leaves that of one at work', async () => {
    const [killed, working] = [newRun(), newRun()];
    const grader = spawn('sleep', ['300']);
    const owner = formatOwner({ ...currentOwner(), pid: grader.pid ?? 0, started: '0' });
    await litter({ ...runLabels({ id: killed, deadline: inAnHour() }), [labelNames.owner]: owner });
    await litter(runLabels({ id: working, deadline: inAnHour() }));

    await sweep(engine);
    expect(await countLeft(engine, killed), 'its grader lives').toBe(4);

    grader.kill('SIGKILL');
    await once(grader, 'exit');
    await sweep(engine);
    expect(await countLeft(engine, killed)).toBe(0);
    expect(await countLeft(engine, working)).toBe(4);
  });

  test('takes a run whose deadline has passed, whoever owns it', async () => {
    const run = newRun();
    const labels = runLabels({ id: run, deadline: new Date(Date.now() - 1) });
    await litter({ ...labels, [labelNames.owner]: 'elsewhere-12345678/1/1' });
    await sweep(engine);
    expect(await countLeft(engine, run)).toBe(0);
  });

  test('leaves what carries only some of our labels: it is not ours', async () => {
    const run = newRun();
    await litter({ [labelNames.run]: run, [labelNames.deadline]: '2020-01-01T00:00:00Z' });
    await sweep(engine);
    expect(await countLeft(engine, run)).toBe(4);
  });
});
