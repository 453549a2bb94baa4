import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request as upstreamRequest } from 'undici';
import { flatHeaders, type TargetAddress } from '../http/wire.ts';

/** A request on its way through the proxy; a fault may change it before it goes on. */
export type ProxiedRequest = { method: string; path: string; headers: Record<string, string>; body: string };

/** An answer on its way back; a fault may change it. */
export type ProxiedResponse = { status: number; headers: Record<string, string>; body: string };

/** Sends a request of the fault's own to the real API, past every fault. */
export type Upstream = (request: ProxiedRequest) => Promise<ProxiedResponse>;

/**
 * One broken rule. `request` may change what goes upstream, or answer itself by returning a response; `response` changes
 * what comes back. State lives in the closure of the function that makes the fault.
 */
export type Fault = {
  id: string;
  request?(
    request: ProxiedRequest,
    upstream: Upstream,
  ): Promise<ProxiedResponse | undefined> | ProxiedResponse | undefined;
  response?(response: ProxiedResponse, request: ProxiedRequest, upstream: Upstream): Promise<void> | void;
};

export type FaultProxy = { origin: string; stop(): Promise<void> };

const readBody = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
};

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'expect',
  'host',
]);

const endToEnd = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));

const upstreamOf = (address: TargetAddress, agent: Agent): Upstream => {
  const origin = 'socketPath' in address ? 'http://localhost' : address.origin;
  return async (request) => {
    const answer = await upstreamRequest(`${origin}${request.path}`, {
      method: request.method as 'GET',
      headers: endToEnd(request.headers),
      body: request.body === '' ? null : Buffer.from(request.body, 'latin1'),
      dispatcher: agent,
    });
    const body = Buffer.from(await answer.body.arrayBuffer()).toString('utf8');
    return { status: answer.statusCode, headers: endToEnd(flatHeaders(answer.headers)), body };
  };
};

const through = async (
  faults: readonly Fault[],
  request: ProxiedRequest,
  upstream: Upstream,
): Promise<ProxiedResponse> => {
  let response: ProxiedResponse | undefined;
  for (const fault of faults) response ??= (await fault.request?.(request, upstream)) || undefined;
  response ??= await upstream(request);
  for (const fault of faults) await fault.response?.(response, request, upstream);
  return response;
};

const answer = (outgoing: ServerResponse, method: string, { status, headers, body }: ProxiedResponse): void => {
  const bodiless = method === 'HEAD' || status === 204 || status === 304;
  const bytes = Buffer.from(bodiless ? '' : body);
  outgoing.writeHead(status, bodiless ? headers : { ...headers, 'content-length': String(bytes.length) });
  outgoing.end(bytes);
};

/**
 * A proxy on loopback before a running API that breaks one rule at a time: it proves that checks can tell a broken API
 * from a sound one, without touching the API's code.
 */
export const startFaultProxy = async (address: TargetAddress, faults: readonly Fault[]): Promise<FaultProxy> => {
  const agent = new Agent({
    connections: 64,
    ...('socketPath' in address ? { connect: { socketPath: address.socketPath } } : {}),
  });
  const upstream = upstreamOf(address, agent);
  const server: Server = createServer(async (incoming, outgoing) => {
    try {
      const headers = flatHeaders(incoming.headers);
      const request = {
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers,
        body: await readBody(incoming),
      };
      answer(outgoing, request.method, await through(faults, request, upstream));
    } catch {
      outgoing.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), agent.destroy()]);
    },
  };
};
