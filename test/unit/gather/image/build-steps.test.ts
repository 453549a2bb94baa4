import { describe, expect, test } from 'vitest';
import { followBuildKit, followClassic } from '../../../../src/gather/image/build-steps.ts';
import { parseDockerfile } from '../../../../src/gather/image/dockerfile.ts';
import { addLabels } from '../../../../src/gather/image/rewrite.ts';

const field = (number: number, content: string | Uint8Array) => {
  const bytes = Buffer.from(content);
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length % 128) | 128, bytes.length >> 7];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
};

type Vertex = { id: string; name: string; started?: boolean; completed?: boolean; error?: string };

/** A `moby.buildkit.trace` of these steps and this output, with fields that nobody reads in between. */
const trace = (vertices: Vertex[], output: string[] = []) => {
  const steps = vertices.map(({ id, name, started, completed, error }) =>
    field(
      1,
      Buffer.concat([
        field(1, id),
        field(2, 'sha256:input'),
        field(3, name),
        Buffer.from([4 * 8, 1]),
        ...(started ? [field(5, Buffer.from([8, 1]))] : []),
        ...(completed ? [field(6, Buffer.from([8, 2]))] : []),
        ...(error ? [field(7, error)] : []),
      ]),
    ),
  );
  const logs = output.map((text) => field(3, Buffer.concat([field(1, 'id'), Buffer.from([3 * 8, 1]), field(4, text)])));
  return { trace: Buffer.concat([...steps, ...logs]).toString('base64') };
};

describe('the classic builder', () => {
  const text = 'FROM a AS x\nRUN one\nFROM b\nRUN \\\n two';
  const follow = () => followClassic(addLabels(text, parseDockerfile(text), { l: 'x' }).steps);

  test("is followed in the candidate's own steps, without ours", () => {
    const steps = follow();
    const said = [
      'Step 1/6 : FROM a AS x',
      ' ---> 0',
      'Step 2/6 : LABEL l=x',
      ' ---> 1',
      'Step 3/6 : RUN one',
      'output',
    ].map((line) => steps.take({ text: line }));
    expect(said).toEqual(['Step 1/4 : FROM a AS x', ' ---> 0', '', '', 'Step 2/4 : RUN one', 'output']);
    expect(steps.position()).toEqual({ detail: 'RUN one', done: 1, total: 4 });
    expect(steps.current()?.instruction?.line).toBe(2);
  });

  test('names the line of a continued instruction', () => {
    const steps = follow();
    for (let step = 1; step <= 6; step += 1) steps.take({ text: `Step ${step}/6 : X` });
    expect(steps.current()).toMatchObject({ text: 'RUN two', instruction: { line: 4 } });
    expect(steps.disagrees()).toBe(false);
  });

  test('is not misled by output that looks like a step', () => {
    const steps = follow();
    steps.take({ text: 'Step 1/6 : FROM a AS x' });
    steps.take({ text: 'Step 5/6 : FROM b' });
    expect(steps.position().detail).toBe('FROM a AS x');
  });

  test('disagrees when it counts other instructions', () => {
    const steps = follow();
    steps.take({ text: 'Step 1/7 : FROM a AS x' });
    expect(steps.disagrees()).toBe(true);
  });

  test('is at the context before anything else', () => {
    expect(follow().position()).toEqual({ detail: 'sending the context', done: 0, total: 4 });
    expect(follow().current()).toBeUndefined();
  });
});

describe('BuildKit', () => {
  const { instructions } = parseDockerfile('FROM a AS x\nRUN one  && \\\n two\nCOPY b c');

  test('is followed by the names of its steps', () => {
    const steps = followBuildKit(instructions);
    const said = [
      steps.take(trace([{ id: 'i', name: '[internal] load metadata', started: true }])),
      steps.take(trace([{ id: '1', name: '[x 2/3] RUN one  &&  two' }])),
      steps.take(trace([{ id: '1', name: '[x 2/3] RUN one  &&  two', started: true }], ['hello ', 'wörld\n'])),
      steps.take(trace([{ id: '1', name: '[x 2/3] RUN one  &&  two', started: true, completed: true }])),
    ];
    expect(said).toEqual(['[internal] load metadata\n', '', '[x 2/3] RUN one  &&  two\nhello wörld\n', '']);
    expect(steps.position()).toEqual({ detail: 'RUN one && two', done: 1, total: 3 });
    expect(steps.current()?.instruction?.line).toBe(2);
  });

  test('names the step that failed, although another started later', () => {
    const steps = followBuildKit(instructions);
    steps.take(
      trace([
        { id: '1', name: '[x 2/3] RUN one && two', started: true },
        { id: '2', name: '[x 3/3] COPY b c', started: true },
      ]),
    );
    const long = 'x'.repeat(300);
    expect(steps.take(trace([{ id: '1', name: '[x 2/3] RUN one && two', started: true, error: long }]))).toBe(
      `ERROR: ${long}\n`,
    );
    expect(steps.current()?.instruction?.line).toBe(2);
  });

  test('says nothing of its other events', () => {
    expect(followBuildKit(instructions).take({ imageId: 'sha256:00' })).toBe('');
  });
});
