// Runs inside a container with a candidate's limits, as `node -e`, and tries what a candidate must not be able to do.
// Arguments: the probe's name and its parameter. Answers with one line of JSON.
const { spawn } = require('node:child_process');
const dns = require('node:dns/promises');
const fs = require('node:fs');
const net = require('node:net');

const [name, parameter] = process.argv.slice(1);
const answer = (value) => fs.writeSync(1, `${JSON.stringify(value)}\n`);

/** Takes memory until it is killed, or has `parameter` bytes. */
const memory = () => {
  const chunkBytes = 8 * 2 ** 20;
  const chunks = [];
  while (chunks.length * chunkBytes < Number(parameter)) chunks.push(Buffer.alloc(chunkBytes, 1));
  answer({ bytes: chunks.length * chunkBytes });
};

/** Starts `parameter` processes that stay, and counts those that came up. */
const processes = async () => {
  const start = () =>
    new Promise((resolve) => {
      const child = spawn('sleep', ['10'], { stdio: 'ignore' });
      child.once('spawn', () => resolve(true));
      child.once('error', () => resolve(false));
    });
  let started = 0;
  while (started < Number(parameter) && (await start())) started += 1;
  answer({ started });
  process.exit();
};

const connect = (host, port) =>
  new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1_500 });
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end('connected'));
    socket.once('timeout', () => end('timeout'));
    socket.once('error', (error) => end(error.code));
  });

/** `parameter`: JSON list of [host, port]. */
const network = async () => {
  const connections = {};
  for (const [host, port] of JSON.parse(parameter)) connections[host] = await connect(host, port);
  const resolved = await Promise.race([
    dns.lookup('example.com').then(
      () => true,
      () => false,
    ),
    new Promise((resolve) => setTimeout(resolve, 3_000, false)),
  ]);
  // A header line, then one line a route.
  const routes = fs.readFileSync('/proc/net/route', 'utf8').trim().split('\n').length - 1;
  answer({ connections, resolved, routes });
  process.exit();
};

const tryWrite = (path) => {
  try {
    fs.writeFileSync(path, 'x');
    return 'written';
  } catch (error) {
    return error.code;
  }
};

/** Fills /tmp up to `parameter` bytes; tries to write elsewhere. */
const files = () => {
  const written = {};
  for (const directory of ['/', '/usr/local/', '/var/tmp/', '/home/node/'])
    written[directory] = tryWrite(`${directory}probe`);
  const chunk = Buffer.alloc(2 ** 20);
  let bytes = 0;
  try {
    const file = fs.openSync('/tmp/fill', 'w');
    while (bytes < Number(parameter)) bytes += fs.writeSync(file, chunk);
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
  }
  answer({ written, temporaryBytes: bytes });
};

/** What the kernel says about this process. */
const privileges = () => {
  const status = fs.readFileSync('/proc/self/status', 'utf8');
  const field = (key) => new RegExp(`^${key}:\\s*(\\S+)`, 'm').exec(status)?.[1];
  const sets = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map(field);
  answer({ capabilities: sets, noNewPrivileges: field('NoNewPrivs'), seccomp: field('Seccomp'), uid: field('Uid') });
};

({ memory, processes, network, files, privileges })[name]();
