const headBytes = 64 * 2 ** 10;
const tailBytes = 256 * 2 ** 10;
const maxLineLength = 2_000;

/** The first 64 KiB and the last 256 KiB of what a container wrote, in order of arrival, with a count of all bytes. */
export type LogBuffer = {
  append(chunk: Buffer): void;
  totalBytes(): number;
  /** Raw text, a marked gap where bytes were left out. Candidate text: nothing is escaped. */
  text(): string;
};

/** How much may be written: a burst, and at length so much a second. A log of every request under load stays below. */
export type LogAllowance = { burstBytes: number; bytesPerSecond: number };

/**
 * @param onFlood called once, when the allowance is exceeded
 * @param nowMs a monotonic clock
 */
export const createLogBuffer = (
  allowance: LogAllowance,
  onFlood: () => void,
  nowMs: () => number = () => performance.now(),
): LogBuffer => {
  const head = Buffer.alloc(headBytes);
  const ring = Buffer.alloc(tailBytes);
  let headLength = 0;
  let ringLength = 0;
  let ringPosition = 0;
  let total = 0;
  let pressure = 0;
  let pressureAtMs = nowMs();
  let flooded = false;

  const watchPressure = (bytes: number) => {
    const now = nowMs();
    const drained = ((now - pressureAtMs) / 1000) * allowance.bytesPerSecond;
    pressure = Math.max(0, pressure - drained) + bytes;
    pressureAtMs = now;
    if (flooded || pressure <= allowance.burstBytes) return;
    flooded = true;
    onFlood();
  };

  const keepTail = (bytes: Buffer) => {
    const kept = bytes.subarray(-tailBytes);
    const copied = kept.copy(ring, ringPosition);
    kept.copy(ring, 0, copied);
    ringPosition = (ringPosition + kept.length) % tailBytes;
    ringLength = Math.min(ringLength + kept.length, tailBytes);
  };

  return {
    append(chunk) {
      total += chunk.length;
      const copied = chunk.copy(head, headLength);
      headLength += copied;
      keepTail(chunk.subarray(copied));
      watchPressure(chunk.length);
    },
    totalBytes: () => total,
    text() {
      const leftOut = total - headLength - ringLength;
      const gap = leftOut > 0 ? `\n... ${leftOut} bytes left out ...\n` : '';
      const last =
        ringLength < tailBytes
          ? ring.subarray(0, ringLength)
          : Buffer.concat([ring.subarray(ringPosition), ring.subarray(0, ringPosition)]);
      return `${head.subarray(0, headLength)}${gap}${last}`;
    },
  };
};

const frameHeaderBytes = 8;

/**
 * Takes the engine's multiplexed attach stream apart: frames of an 8-byte header (stream, 3 zeros, big-endian length)
 * and content, stdout and stderr alike. In constant memory and without recursion, whatever the size of the frames.
 * @see https://docs.docker.com/reference/api/engine (ContainerAttach, stream format)
 */
export const createDemultiplexer = (onContent: (content: Buffer) => void): ((chunk: Buffer) => void) => {
  const header = Buffer.alloc(frameHeaderBytes);
  let headerLength = 0;
  let left = 0;
  return (chunk) => {
    let offset = 0;
    while (offset < chunk.length) {
      if (left > 0) {
        const content = chunk.subarray(offset, offset + left);
        left -= content.length;
        offset += content.length;
        onContent(content);
        continue;
      }
      const copied = chunk.copy(header, headerLength, offset);
      headerLength += copied;
      offset += copied;
      if (headerLength < frameHeaderBytes) continue;
      left = header.readUInt32BE(4);
      headerLength = 0;
    }
  };
};

/** Colours and other SGR sequences, which honest loggers write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const colour = /\u001b\[[\d;]*m/g;

/** C0 (but tab and newline), DEL, C1 and the characters that reorder text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const escaped = (character: string) => `\\u{${character.charCodeAt(0).toString(16)}}`;

/** Candidate text made safe to show in a terminal: colours dropped, other control characters written out. */
export const printable = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(colour, '').replace(unprintable, escaped);

const clipped = (line: string) => (line.length > maxLineLength ? `${line.slice(0, maxLineLength)}...` : line);

/** The lines of a log, newest last, each printable and at most 2000 characters. */
export const logLines = (text: string): string[] => {
  const lines = text.split('\n').map((line) => clipped(printable(line.slice(0, 2 * maxLineLength))));
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/**
 * The end of a log for a message.
 * @param maxLines lines at most
 * @param maxLength characters at most, the oldest left out
 */
export const lastLines = (text: string, maxLines = 20, maxLength = 4_000): string =>
  logLines(text).slice(-maxLines).join('\n').slice(-maxLength);
