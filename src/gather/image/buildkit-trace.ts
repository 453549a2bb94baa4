/** What one message of BuildKit tells. */
export type TraceMessage = { steps: TraceStep[]; output: { text: string }[] };

/** State of one step; each message tells it anew. */
export type TraceStep = { id: string; name: string; started: boolean; completed: boolean; error: string };

/** Numbers are passed over: nothing here needs one. */
type Field = { number: number; bytes: Uint8Array };

/** Fields of a protobuf message (https://protobuf.dev/programming-guides/encoding/); groups are not used here. */
function* readFields(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (wire === 0) varint();
    else if (wire === 2) {
      const length = varint();
      yield { number, bytes: message.subarray(at, at + length) };
      at += length;
    } else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else throw new Error('a message of BuildKit cannot be read');
  }
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/**
 * Reads a `moby.buildkit.trace`: a StatusResponse of moby/buildkit api/services/control/control.proto. dockerode decodes
 * these too, but prints the output of steps as base64.
 * @param base64 as sent by the engine
 * @throws Error for what is no such message
 */
export const readTrace = (base64: string): TraceMessage => {
  const trace: TraceMessage = { steps: [], output: [] };
  for (const { number, bytes } of readFields(Buffer.from(base64, 'base64'))) {
    // 1 = vertexes, 3 = logs
    if (number === 1) trace.steps.push(readStep(bytes));
    else if (number === 3) trace.output.push(readOutput(bytes));
  }
  return trace;
};

const readStep = (message: Uint8Array): TraceStep => {
  const step: TraceStep = { id: '', name: '', started: false, completed: false, error: '' };
  for (const { number, bytes } of readFields(message)) {
    if (number === 1) step.id = textOf(bytes);
    else if (number === 3) step.name = textOf(bytes);
    else if (number === 5) step.started = true;
    else if (number === 6) step.completed = true;
    else if (number === 7) step.error = textOf(bytes);
  }
  return step;
};

const readOutput = (message: Uint8Array): TraceMessage['output'][number] => {
  const output = { text: '' };
  for (const { number, bytes } of readFields(message)) if (number === 4) output.text = textOf(bytes);
  return output;
};
