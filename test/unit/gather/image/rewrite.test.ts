import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/gather/image/dockerfile.ts';
import { addLabels, isolateBuildKit } from '../../../../src/gather/image/rewrite.ts';
import { outcomeOf } from './support.ts';

describe('labels', () => {
  const label = (text: string) =>
    addLabels(text, parseDockerfile(text), { 'assay.run': 'r1', 'assay.owner': 'h-1/2/3' });

  test('stand at the start of every stage', () => {
    const { text, steps } = label('ARG A\nFROM a AS x\nRUN one\n\nFROM \\\n  b\nRUN two');
    expect(text.split('\n')).toEqual([
      'ARG A',
      'FROM a AS x',
      'LABEL "assay.run"="r1" "assay.owner"="h-1/2/3"',
      'RUN one',
      '',
      'FROM \\',
      '  b',
      'LABEL "assay.run"="r1" "assay.owner"="h-1/2/3"',
      'RUN two',
    ]);
    expect(steps.map((step) => step?.line)).toEqual([1, 2, undefined, 3, 5, undefined, 7]);
  });

  test('leave a Dockerfile that reads as before', () => {
    const text = '# escape=`\r\nFROM a\r\nRUN b `\r\n c\r\nRUN <<EOF\r\nFROM x\r\nEOF\r\nFROM b';
    const keywords = (of: string) =>
      parseDockerfile(of)
        .instructions.filter(({ keyword }) => keyword !== 'LABEL')
        .map(({ keyword, rest }) => `${keyword} ${rest}`);
    expect(keywords(label(text).text)).toEqual(keywords(text));
  });

  test('that would need quoting are a bug', () => {
    const dockerfile = parseDockerfile('FROM a');
    for (const value of ['a"b', 'a$b', 'a\nb', 'a`b', 'a b'])
      expect(() => addLabels('FROM a', dockerfile, { x: value })).toThrow(RangeError);
  });
});

describe('for BuildKit', () => {
  const isolate = (text: string) => isolateBuildKit(text, parseDockerfile(text), 'r1');

  test('the frontend is taken out, and no line moves', () => {
    expect(isolate('# syntax=docker/dockerfile:1\nFROM a')).toBe('#\nFROM a');
  });

  test.each([
    ['--mount=type=cache,target=/x', '--mount=type=cache,target=/x,id=assay-r1-/x'],
    ['--mount=type=cache,id=shared,target=/x', '--mount=type=cache,target=/x,id=assay-r1-shared'],
    ['--mount=target=/x,type=cache,ID=shared', '--mount=target=/x,type=cache,id=assay-r1-shared'],
    ['--mount=type=bind,target=/x', '--mount=type=bind,target=/x'],
  ])("a cache is the run's alone: %s", (mount, expected) => {
    expect(isolate(`FROM a\nRUN ${mount} \\\n  --mount=type=tmpfs,target=/t x`)).toBe(
      `FROM a\nRUN ${expected} \\\n  --mount=type=tmpfs,target=/t x`,
    );
  });

  test('two caches are two', () => {
    expect(isolate('FROM a\nRUN --mount=type=cache,target=/x \\\n--mount=type=cache,target=/y z').split('\n')).toEqual([
      'FROM a',
      'RUN --mount=type=cache,target=/x,id=assay-r1-/x \\',
      '--mount=type=cache,target=/y,id=assay-r1-/y z',
    ]);
  });

  test.each(['--mount=type=cache,id="shared",target=/x', '--mount=type=ca\\\nche,id=shared,target=/x'])(
    'a cache that cannot be made private is refused: %j',
    (mount) => {
      expect(outcomeOf(() => isolate(`FROM a\nRUN ${mount} x`))).toBe('refused entitlement');
    },
  );
});
