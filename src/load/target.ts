/** Where the requests go: a unix socket that leads to the candidate, or an origin such as `http://127.0.0.1:8080`. */
export type LoadTarget = { socketPath: string } | { origin: string };

/** The origin that names the target in URLs and the Host header. */
export const targetOrigin = (target: LoadTarget): string => ('origin' in target ? target.origin : 'http://localhost');

/** The socket path, where the target is one. */
export const targetSocket = (target: LoadTarget): string | undefined =>
  'socketPath' in target ? target.socketPath : undefined;
