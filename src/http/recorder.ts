import type { Exchange } from '../core/exchange.ts';

/** Keeps every exchange of the functional part, in order. Bodies are clipped so that a run stays within memory. */
export type Recorder = {
  record(exchange: Omit<Exchange, 'id'>): Exchange;
  exchanges(): readonly Exchange[];
};

/** Bytes of body kept of each exchange once the check that made it has seen it whole. */
const maxRecordedBodyBytes = 32 * 1024;

const clipped = (text: string): string =>
  text.length > maxRecordedBodyBytes ? text.slice(0, maxRecordedBodyBytes) : text;

/** An empty recorder. */
export const createRecorder = (): Recorder => {
  const kept: Exchange[] = [];
  return {
    record(exchange) {
      const whole: Exchange = { ...exchange, id: kept.length + 1 };
      const { request, response } = whole;
      kept.push({
        ...whole,
        request: request.body === undefined ? request : { ...request, body: clipped(request.body) },
        ...(response ? { response: { ...response, body: clipped(response.body) } } : {}),
      });
      return whole;
    },
    exchanges: () => kept,
  };
};
