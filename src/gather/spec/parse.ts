import { LineCounter, parseDocument } from 'yaml';
import { candidateFault } from '../../core/errors.ts';
import { isObject } from '../../core/openapi.ts';
import { measure, tooHeavy } from './budget.ts';
import { limits } from './limits.ts';
import { clip } from './text.ts';

type ParsedText = { value: unknown; format: 'json' | 'yaml' };

type ParsedSpec = { document: Record<string, unknown>; format: 'json' | 'yaml'; version: string };

/** How often aliases may be followed; the budget of nodes bounds what comes out. */
const maxAliasCount = 10_000;

const syntaxError = (location: string, format: string, message: string, line?: number, column?: number) =>
  candidateFault(
    'spec-invalid-syntax',
    `\`${location}\` is not valid ${format}${line === undefined ? '' : ` at line ${line}, column ${column}`}: ${clip(message)}.`,
    'Open the file in an editor that checks YAML and JSON, and correct the place named.',
  );

/** UTF-8, or UTF-16 with a byte order mark as some shells write it. */
const decode = (bytes: Uint8Array, location: string): string => {
  const mark = `${bytes[0]},${bytes[1]}`;
  const encoding = mark === '255,254' ? 'utf-16le' : mark === '254,255' ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw syntaxError(location, 'text', `the bytes are not ${encoding.toUpperCase()}`);
  }
};

const parseJson = (text: string, location: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw tooHeavy(location, 'it is nested too deeply to be read');
    const place = /\(line (\d+) column (\d+)\)/.exec(error.message);
    const message = error.message.replace(/ in JSON at position .*| \(line .*/s, '');
    throw syntaxError(location, 'JSON', message, Number(place?.[1] ?? 1), Number(place?.[2] ?? text.length));
  }
};

const parseYaml = (text: string, location: string): unknown => {
  const lineCounter = new LineCounter();
  const parsed = parseDocument(text, {
    lineCounter,
    uniqueKeys: true,
    merge: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const [error] = parsed.errors;
  if (error !== undefined) {
    if (error.code === 'RESOURCE_EXHAUSTION') throw tooHeavy(location, 'it is nested too deeply to be read');
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw syntaxError(location, 'YAML', error.message, line, col);
  }
  try {
    return parsed.toJS({ maxAliasCount });
  } catch (cause) {
    const bomb = cause instanceof ReferenceError && cause.message.includes('resource exhaustion');
    if (bomb) throw tooHeavy(location, 'its YAML aliases multiply into more than can be read');
    throw syntaxError(location, 'YAML', cause instanceof Error ? cause.message : String(cause));
  }
};

/** The same data without anything shared. */
const asTree = (value: unknown, location: string): unknown => {
  try {
    return JSON.parse(JSON.stringify(value ?? null));
  } catch {
    throw syntaxError(location, 'YAML', 'its aliases form a circle');
  }
};

/**
 * Parses JSON or YAML 1.2 into a tree of plain data: aliases are expanded, whatever JSON has no word for is null.
 * @throws AssayError `spec-invalid-syntax` with line and column, `spec-too-heavy` over the limits of size
 */
export const parseText = (bytes: Uint8Array, location: string): ParsedText => {
  if (bytes.length > limits.maxFileBytes) throw tooHeavy(location, `it has more than ${limits.maxFileBytes} bytes`);
  const text = decode(bytes, location);
  const format = /^\s*[{[]/.test(text) ? 'json' : 'yaml';
  try {
    const value = format === 'json' ? parseJson(text, location) : parseYaml(text, location);
    const { nodes, height } = measure(value);
    if (height > limits.maxDepth) throw tooHeavy(location, `it is nested more than ${limits.maxDepth} levels deep`);
    if (nodes > limits.maxNodes) throw tooHeavy(location, `it expands to more than ${limits.maxNodes} values`);
    return { value: asTree(value, location), format };
  } catch (cause) {
    if (cause instanceof RangeError) throw tooHeavy(location, 'it is nested too deeply to be read');
    throw cause;
  }
};

const unknownVersion = (location: string, found: string) =>
  candidateFault(
    'spec-version-unknown',
    `\`${location}\` ${found}; expected \`openapi: 3.0.x\`, \`3.1.x\` or \`3.2.x\`, as a string.`,
    'State the version of the OpenAPI specification in the field `openapi`.',
  );

/**
 * Parses an OpenAPI document.
 * @throws AssayError as `parseText`, and `spec-version-2` or `spec-version-unknown` for any version but 3.0, 3.1 and 3.2
 */
export const parseSpec = (bytes: Uint8Array, location: string): ParsedSpec => {
  const { value, format } = parseText(bytes, location);
  if (!isObject(value)) throw unknownVersion(location, 'holds no object');
  const { openapi, swagger } = value;
  if (openapi === undefined && String(swagger).startsWith('2'))
    throw candidateFault(
      'spec-version-2',
      `\`${location}\` is a Swagger 2.0 document; expected OpenAPI 3.0, 3.1 or 3.2.`,
      'Convert the document, or let the framework generate OpenAPI 3.',
    );
  if (openapi === undefined) throw unknownVersion(location, 'has no field `openapi`');
  if (typeof openapi !== 'string' || !/^3\.[012]\.\d{1,3}(-[\w.]{1,20})?$/.test(openapi))
    throw unknownVersion(location, `says \`openapi: ${clip(JSON.stringify(openapi))}\``);
  return { document: value, format, version: openapi };
};
