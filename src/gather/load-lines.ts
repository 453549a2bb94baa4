import { StringDecoder } from 'node:string_decoder';

/**
 * Takes chunks apart into lines.
 * @param maxLength of a line, in characters; an overlong one is dropped whole
 */
const lineSplitter = (maxLength: number, onLine: (line: string) => void): ((chunk: Buffer) => void) => {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let overlong = false;
  return (chunk) => {
    const parts = decoder.write(chunk).split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      const line = rest + part;
      if (!overlong && line.length <= maxLength) onLine(line);
      rest = '';
      overlong = false;
    }
    overlong ||= rest.length + last.length > maxLength;
    rest = overlong ? '' : rest + last;
  };
};

/**
 * Takes chunks apart into JSON values, one a line; a line that is none is left out.
 * @param maxLength of a line, in characters; an overlong one is left out too
 */
export const jsonLines = (maxLength: number, onValue: (value: unknown) => void): ((chunk: Buffer) => void) =>
  lineSplitter(maxLength, (line) => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return;
    }
    onValue(value);
  });
