import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssayError } from '../../../../src/core/errors.ts';
import { parseSpec, parseText } from '../../../../src/gather/spec/parse.ts';

const failureOf = (content: string | Uint8Array, location = 'openapi.yaml'): string => {
  try {
    parseSpec(typeof content === 'string' ? Buffer.from(content) : content, location);
  } catch (cause) {
    if (cause instanceof AssayError) return `${cause.fault} ${cause.code}: ${cause.message}`;
    throw cause;
  }
  throw new Error('nothing failed');
};

const aliasBomb = (levels: number, merge: boolean): string => {
  const lines = ['openapi: 3.1.0', 'x-0: &a0 {k: 1}'];
  for (let level = 1; level <= levels; level++) {
    const aliases = `[${Array(9)
      .fill(`*a${level - 1}`)
      .join(', ')}]`;
    lines.push(`x-${level}: &a${level} ${merge ? `{k${level}: 1, <<: ${aliases}}` : aliases}`);
  }
  return lines.join('\n');
};

describe('what cannot be parsed', () => {
  test.each([
    [
      'an open bracket',
      'openapi: 3.1.0\ninfo:\n  title: [a\npaths: {}\n',
      'spec-invalid-syntax',
      'YAML at line 4, column 1',
    ],
    ['a tab', 'openapi: 3.1.0\n\tinfo: x\n', 'spec-invalid-syntax', 'not valid YAML at line 2, column 1'],
    [
      'a key given twice',
      'openapi: 3.1.0\nopenapi: 3.1.0\n',
      'spec-invalid-syntax',
      'column 1: Map keys must be unique',
    ],
    [
      'JSON with a stray comma',
      '{"openapi": "3.1.0",\n "info": {,}}',
      'spec-invalid-syntax',
      'JSON at line 2, column 11',
    ],
    [
      'an alias within its anchor',
      'openapi: 3.1.0\nx-a: &a {b: [*a]}\n',
      'spec-invalid-syntax',
      'its aliases form a circle',
    ],
    ['an alias of nothing', 'openapi: 3.1.0\nx-a: *nobody\n', 'spec-invalid-syntax', 'nobody'],
    ['other bytes', Uint8Array.of(0x6f, 0xff, 0xfe, 0xc3), 'spec-invalid-syntax', 'the bytes are not UTF-8'],
    ['Swagger 2.0', '{"swagger": "2.0", "info": {}}', 'spec-version-2', 'is a Swagger 2.0 document'],
    ['a later version', 'openapi: 4.0.0', 'spec-version-unknown', 'says `openapi: "4.0.0"`'],
    ['a number as version', 'openapi: 3.1', 'spec-version-unknown', 'says `openapi: 3.1`'],
    ['no version', 'info: {}', 'spec-version-unknown', 'has no field `openapi`'],
    ['nothing', '', 'spec-version-unknown', 'holds no object'],
    ['a list', '- openapi: 3.1.0', 'spec-version-unknown', 'holds no object'],
    ['an alias bomb', aliasBomb(12, false), 'spec-too-heavy', 'aliases multiply'],
    ['a merge bomb', aliasBomb(12, true), 'spec-too-heavy', 'aliases multiply'],
    ['deep YAML', `openapi: 3.1.0\nx: ${'['.repeat(20_000)}`, 'spec-too-heavy', 'nested too deeply'],
    [
      'deep JSON',
      `{"openapi":"3.1.0","x":${'['.repeat(200)}${']'.repeat(200)}}`,
      'spec-too-heavy',
      'more than 100 levels',
    ],
    ['deeper JSON', `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'spec-too-heavy', 'nested too deeply'],
    [
      'too many values',
      `{"openapi":"3.1.0","x":[${'1,'.repeat(300_000)}1]}`,
      'spec-too-heavy',
      'more than 200000 values',
    ],
    ['too many bytes', `openapi: 3.1.0\n# ${'x'.repeat(2_000_000)}`, 'spec-too-heavy', 'more than 2000000 bytes'],
  ])('%s', (_, content, code, message) => {
    const failure = failureOf(content);
    expect(failure).toContain(`candidate-fault ${code}: `);
    expect(failure).toContain(message);
  });

  test('an error shows no control characters and is one short line', () => {
    const failure = failureOf(`openapi: "\u001b[31m\u202e${'x'.repeat(5_000)}"`);
    expect(failure).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(failure.length).toBeLessThan(500);
  });
});

describe('what can be parsed', () => {
  test('YAML with shared anchors, merges, numeric keys and comments', () => {
    const text = 'openapi: 3.1.0 # new\nx-p: &p {a: 1}\npaths: {/x: {<<: *p, get: {responses: {200: *p}}}}\n';
    const { document, format, version } = parseSpec(Buffer.from(text), 'openapi.yaml');
    expect([format, version]).toEqual(['yaml', '3.1.0']);
    expect(document.paths).toEqual({ '/x': { a: 1, get: { responses: { '200': { a: 1 } } } } });
  });

  test('an anchor may be used many times', () => {
    const text = `openapi: 3.1.0\nx-p: &p {a: 1}\nx-all: [${Array(500).fill('*p').join(', ')}]\n`;
    expect(parseSpec(Buffer.from(text), 'openapi.yaml').document['x-all']).toHaveLength(500);
  });

  test('JSON with a byte order mark, and UTF-16', () => {
    const text = '\ufeff{"openapi": "3.0.3"}';
    expect(parseSpec(Buffer.from(text), 'a').format).toBe('json');
    expect(parseSpec(Buffer.from(text, 'utf16le'), 'a').version).toBe('3.0.3');
  });

  test('keys of the prototype are data', () => {
    const { document } = parseSpec(Buffer.from('{"openapi":"3.1.0","__proto__":{"polluted":true}}'), 'a');
    expect(Object.keys(document)).toEqual(['openapi', '__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test('any bytes are parsed or refused, and nothing else happens', () => {
  const parses = (bytes: Uint8Array): void => {
    try {
      expect(parseText(bytes, 'x').format).toMatch(/json|yaml/);
    } catch (cause) {
      expect(cause).toBeInstanceOf(AssayError);
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), parses), { numRuns: 300 });
  const pieces = fc.constantFrom(
    '&a ',
    '*a ',
    '{',
    '}',
    '[',
    ']',
    ': ',
    '- ',
    '\n',
    '  ',
    '"',
    'x',
    '<<: ',
    '!!set ',
    '? ',
    '|',
  );
  const yaml = fc.array(pieces, { maxLength: 30 }).map((parts) => Buffer.from(parts.join('')));
  fc.assert(fc.property(yaml, parses), { numRuns: 500 });
});
