// Runs inside the relay container as `node -e`: forwards unix sockets in /sockets into the pod's loopback, and tells
// which TCP ports of the pod are listened on. Plain JavaScript without imports of ours, since only its text is sent.
import { chmodSync, readFileSync, renameSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** `[{socket: '/sockets/candidate.sock', port: 8080}, ...]` and the socket that answers with the listeners. */
const { forwards, control } = JSON.parse(process.env.RELAY);

const loopbacks = ['127.0.0.1', '::1'];

/** What breaks one side breaks the other, so that nobody waits for a dead peer; a side that ended well is left to flush. */
const breakWith = (side, other) => {
  side.on('error', () => other.destroySoon());
  side.on('close', () => {
    if (!side.readableEnded || !side.writableFinished) other.destroySoon();
  });
};

/** Joins two half-open connections. What was read of one is written to the other, however it ended. */
const join = (client, upstream) => {
  breakWith(client, upstream);
  breakWith(upstream, client);
  client.pipe(upstream);
  upstream.pipe(client);
};

/** Tries IPv4, then IPv6: some programs bind `::1` only. Nobody there: the client's connection is closed at once. */
const forward = (client, port, [host, ...others] = loopbacks) => {
  if (host === undefined) return client.destroy();
  const upstream = connect({ host, port, allowHalfOpen: true, noDelay: true });
  const next = () => forward(client, port, others);
  upstream.once('error', next);
  upstream.once('connect', () => {
    upstream.off('error', next);
    upstream.on('error', () => {});
    if (client.destroyed) upstream.destroy();
    else join(client, upstream);
  });
};

/** 4-byte words in host (little-endian) order, as the kernel prints addresses. */
const bytesOf = (hex) => Buffer.from(hex.replace(/(..)(..)(..)(..)/g, '$4$3$2$1'), 'hex');

const addressOf = (hex) => {
  const bytes = bytesOf(hex);
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16)).join(':');
  return groups.replace(/(^|:)0(:0)+(:|$)/, '::');
};

const listenState = '0A';
const maxListeners = 256;

const listenersIn = (table) => {
  const listeners = [];
  for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
    const [, local, , state, , , , uid] = line.trim().split(/\s+/);
    if (state !== listenState || listeners.length === maxListeners) continue;
    const [address, port] = local.split(':');
    listeners.push({ address: addressOf(address), port: Number.parseInt(port, 16), uid: Number(uid) });
  }
  return listeners;
};

const tables = ['/proc/net/tcp', '/proc/net/tcp6'];

/** A kernel without IPv6 has no second table. */
const listeners = () =>
  tables.flatMap((table) => {
    try {
      return listenersIn(table);
    } catch {
      return [];
    }
  });

/** Bound under another name and renamed: whoever sees the socket can connect to it. */
const listen = (socket, onConnection) =>
  createServer({ allowHalfOpen: true, pauseOnConnect: false }, onConnection).listen(`${socket}~`, () => {
    chmodSync(`${socket}~`, 0o666);
    renameSync(`${socket}~`, socket);
  });

for (const { socket, port } of forwards) {
  listen(socket, (client) => {
    client.on('error', () => client.destroy());
    forward(client, port);
  });
}
listen(control, (client) => {
  client.on('error', () => client.destroy());
  client.end(JSON.stringify(listeners()));
});
