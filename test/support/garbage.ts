import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { AnyCheck } from '../../src/core/check.ts';
import { judgeAt } from './judging.ts';

const json = (status: number, body: string) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json', etag: '"x"', location: '/nowhere' });
  response.end(body);
};

/** Servers that answer nonsense, by name. */
export const garbage: Record<string, (response: ServerResponse) => void> = {
  html: (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html><body>It works</body></html>');
  },
  empty: (response) => response.end(),
  null: json(200, 'null'),
  array: json(201, '[]'),
  'wrong types': json(200, '{"id":[],"items":"none","nextCursor":{},"price":[],"stock":"many","status":17,"errors":3}'),
  'broken json': json(200, '{"id": '),
  error: json(500, '{"stack":"Error: boom\\n    at handler (/app/src/index.js:10:5)"}'),
  reset: (response) => response.destroy(),
  hang: () => {},
};

const startGarbage = async (answer: (response: ServerResponse) => void) => {
  const server = createServer((request, response) => {
    request.resume();
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, stop: () => server.closeAllConnections() ?? server.close() };
};

/**
 * A check must see through every garbage server: it neither passes nor breaks. For checks that such a server may
 * rightly pass (it does refuse, say), name the statuses allowed beside fail, partial and blocked.
 */
export const expectToSurviveGarbage = async (
  check: AnyCheck,
  options: { passes?: readonly string[] } = {},
): Promise<void> => {
  const judged = await Promise.all(
    Object.entries(garbage).map(async ([name, answer]) => {
      const server = await startGarbage(answer);
      const verdict = await judgeAt(server.origin, check, { deadlineMs: 150 });
      server.stop();
      const allowed = [
        'fail',
        'partial',
        'blocked',
        ...(options.passes?.includes(name) ? ['pass', 'not-applicable'] : []),
      ];
      return allowed.includes(verdict.status) ? [] : [`${name}: ${verdict.status} ${verdict.reason ?? ''}`];
    }),
  );
  expect(judged.flat()).toEqual([]);
};
