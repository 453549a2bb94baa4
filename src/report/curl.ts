import type { Exchange } from '../core/exchange.ts';
import { clip } from './text.ts';

/** Longest header value or path, and longest body, that is printed in full, in characters. */
const maxFieldCharacters = 2000;
const maxBodyCharacters = 4000;
/** A command longer than this is broken into one line an option. */
const maxLineCharacters = 100;

const plainWord = /^[A-Za-z0-9_@%+=:,./-]+$/;
/** Unseen characters except the line feed, which is legible inside single quotes. */
const unquotable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
const fieldName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const ansiEscapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '!': '\\x21',
};

const hexOf = (character: string): string => {
  let escaped = '';
  for (const byte of new TextEncoder().encode(character)) escaped += `\\x${byte.toString(16).padStart(2, '0')}`;
  return escaped;
};

/** A word in `$'...'` quoting (bash, zsh, ksh): for what cannot stand legibly between single quotes. */
const ansiQuoted = (text: string): string => {
  let quoted = '';
  for (const character of text) {
    quoted += ansiEscapes[character] ?? (unquotable.test(character) ? hexOf(character) : character);
  }
  return `$'${quoted}'`;
};

/** One word of a shell command that the shell reads as exactly `text`. NUL cannot be in a word: see `bodyWords`. */
const shellWord = (text: string): string => {
  if (plainWord.test(text)) return text;
  if (unquotable.test(text.replaceAll('\n', ''))) return ansiQuoted(text);
  return `'${text.replaceAll("'", "'\\''")}'`;
};

/** Only what a URL may hold and curl sends unchanged; anything else goes through `--request-target`. */
const plainPath = /^\/[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*$/;
const dotSegment = /\/(?:\.|%2e){1,2}(?:[/?]|$)/i;

const urlWords = (baseUrl: string, path: string): string[] => {
  const base = baseUrl.replace(/\/+$/, '');
  if (!plainPath.test(path)) return [shellWord(`${base}/`), `--request-target ${shellWord(path)}`];
  return dotSegment.test(path) ? [shellWord(base + path), '--path-as-is'] : [shellWord(base + path)];
};

const methodWords = (method: string, hasBody: boolean): string[] => {
  if (method === 'GET' && !hasBody) return [];
  if (method === 'POST' && hasBody) return [];
  if (method === 'HEAD') return hasBody ? ['-X HEAD', '--max-time 5'] : ['--head'];
  return [`-X ${shellWord(method)}`];
};

const loopbackHost = /^(?:localhost|127\.0\.0\.1|\[::1\])?(?::\d+)?$/;

/** Left out: what curl sends by itself with the same meaning. */
const isImplied = (name: string, value: string, body: string | undefined): boolean => {
  if (name === 'connection') return value.toLowerCase() === 'keep-alive';
  if (name === 'host') return loopbackHost.test(value);
  return name === 'content-length' && body !== undefined && value === String(Buffer.byteLength(body));
};

const headerWords = (headers: Record<string, string>, body: string | undefined, notes: string[]): string[] => {
  const words: string[] = [];
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (isImplied(key, value, body)) continue;
    if (!fieldName.test(name)) {
      notes.push('a header whose name is not a valid field name is left out');
    } else if (value.length > maxFieldCharacters) {
      notes.push(`the value of ${name} is clipped: it has ${value.length} characters`);
      words.push(`-H ${shellWord(`${name}: ${clip(value, maxFieldCharacters)}`)}`);
    } else {
      words.push(`-H ${shellWord(value === '' ? `${name};` : `${name}: ${value}`)}`);
    }
    if (key === 'accept-encoding' && value.trim() !== 'identity') words.push('--compressed');
  }
  if (body !== undefined && !('content-type' in headers)) words.push(`-H 'Content-Type:'`);
  return words;
};

const printfQuoted = (body: string): string => {
  const escaped = body.replaceAll('\\', '\\\\').replaceAll('%', '%%').replaceAll('\0', '\\000');
  return shellWord(escaped);
};

/**
 * The command that sends the request of an exchange again: same method, target, headers and body bytes. Words are quoted
 * for POSIX shells, control and invisible characters through `$'...'` (bash, zsh, ksh), a NUL in the body through `printf`.
 * Long values are clipped, which a comment above the command says. `baseUrl` is where the reader runs the API.
 */
export const curlOf = (exchange: Exchange, baseUrl = 'http://localhost:8080'): string => {
  const { method, path, headers, body } = exchange.request;
  const notes: string[] = [];
  const shownPath = clip(path, maxFieldCharacters);
  if (shownPath !== path) notes.push(`the path is clipped: it has ${path.length} characters`);
  const shownBody = body === undefined ? undefined : clip(body, maxBodyCharacters);
  if (shownBody !== body) notes.push(`the body is clipped: it has ${Buffer.byteLength(body ?? '')} bytes`);
  const [url = '', ...urlOptions] = urlWords(baseUrl, shownPath);
  const words = [['curl -si', ...methodWords(method, body !== undefined), url].join(' '), ...urlOptions];
  words.push(...headerWords(headers, body, notes));
  if (shownBody?.includes('\0')) words.push('--data-binary @-');
  else if (shownBody !== undefined) words.push(`--data-raw ${shellWord(shownBody)}`);
  const line = words.join(' ');
  const command = line.length > maxLineCharacters || line.includes('\n') ? words.join(' \\\n  ') : line;
  const piped = shownBody?.includes('\0') ? `printf ${printfQuoted(shownBody)} | ${command}` : command;
  return [...notes.map((note) => `# ${note}`), piped].join('\n');
};
