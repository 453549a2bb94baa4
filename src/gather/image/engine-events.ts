/** One line of what the engine says while it pulls or builds. */
export type EngineEvent = {
  /** Output of the classic builder. */
  text?: string;
  /** The whole thing failed: the only place where the engine says so. */
  error?: { message: string; exitCode?: number };
  /** Content id of the finished image. */
  imageId?: string;
  /** A step of BuildKit, base64. */
  trace?: string;
  /** A layer on its way. */
  layer?: { id: string; totalBytes: number };
};

const maxLineBytes = 4 * 2 ** 20;

/**
 * Reads a stream of JSON lines, one event at a time, keeping nothing.
 * @throws Error for lines that are no JSON or longer than 4 MB, and what the stream fails with
 */
export async function* readEngineEvents(stream: NodeJS.ReadableStream): AsyncGenerator<EngineEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxLineBytes) throw new Error('the engine sent a line without end');
    for (const line of lines) if (line.trim() !== '') yield toEvent(JSON.parse(line));
  }
  if (rest.trim() !== '') yield toEvent(JSON.parse(rest));
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);

const toEvent = (line: unknown): EngineEvent => {
  const { stream, error, errorDetail, aux, id, progressDetail } = recordOf(line);
  const { code, message } = recordOf(errorDetail);
  const failure = textOf(message) ?? textOf(error);
  const totalBytes = numberOf(recordOf(progressDetail).total);
  return {
    text: textOf(stream),
    error: failure === undefined ? undefined : { message: failure, exitCode: numberOf(code) },
    imageId: textOf(recordOf(aux).ID),
    trace: id === 'moby.buildkit.trace' ? textOf(aux) : undefined,
    layer: typeof id === 'string' && totalBytes !== undefined ? { id, totalBytes } : undefined,
  };
};
