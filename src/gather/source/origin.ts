import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refused, usageError } from '../../core/errors.ts';

/** Transports git may be allowed, one at a time. */
export type Transport = 'https' | 'http' | 'ssh' | 'git';

/** What was asked for, taken apart. */
export type Origin =
  | {
      kind: 'remote';
      /** For git; without credentials. */
      url: string;
      /** For people; without credentials. */
      shown: string;
      transport: Transport;
      /** User and password of an http(s) URL, `user:password`. */
      credential?: string;
    }
  | { kind: 'local'; path: string; shown: string };

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

// Link-local addresses are where clouds keep their metadata service; nobody hosts a repository there.
const never = new BlockList();
never.addSubnet('169.254.0.0', 16);
never.addSubnet('0.0.0.0', 8);
never.addSubnet('fe80::', 10, 'ipv6');
never.addAddress('::', 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6');

const listed = (list: BlockList, host: string) => {
  const family = isIP(host);
  return family !== 0 && list.check(host, family === 6 ? 'ipv6' : 'ipv4');
};

const hint = 'give https://host/owner/repository, git@host:owner/repository, a directory, a .zip or a .tar.gz';

const invalid = (problem: string) => usageError('repo-url-invalid', `the repository address ${problem}`, hint);
const hostile = (problem: string) => refused('repo-url-invalid', `the repository address ${problem}`, hint);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in an address
const control = /[\u0000-\u001f\u007f-\u009f]/;
const scheme = /^([a-z][a-z0-9+.-]*):\/\//i;
const helper = /^[a-z][a-z0-9+.-]*::/i;
const scpLike = /^([A-Za-z0-9_][\w.-]*)@([A-Za-z0-9][A-Za-z0-9.-]*):(?!\/\/)(.+)$/;

/**
 * Takes an address apart and refuses those that are commands in disguise: options, transport helpers (`ext::`), hosts
 * and paths that begin with a dash, control characters.
 * @param text an https, ssh or file URL, `user@host:path`, a path; http and git URLs of this very machine only
 * @throws AssayError usage or refused `repo-url-invalid`, without any credential of the address in its message
 */
export const parseOrigin = (text: string): Origin => {
  if (text.startsWith('-')) throw hostile('begins with a dash');
  if (control.test(text)) throw hostile('has control characters');
  if (helper.test(text)) throw hostile('names a transport helper');
  if (text === '') throw invalid('is empty');
  if (scheme.test(text)) return parseUrl(text);
  const scp = scpLike.exec(text);
  if (scp) {
    if (scp[3]?.startsWith('-')) throw hostile('has a path that begins with a dash');
    return { kind: 'remote', url: text, shown: text, transport: 'ssh' };
  }
  return { kind: 'local', path: resolve(text), shown: text };
};

const parseUrl = (text: string): Origin => {
  const url = URL.parse(text);
  if (!url) throw invalid('is not a valid URL');
  const transport = url.protocol.slice(0, -1);
  if (transport === 'file') return parseFileUrl(url);
  if (transport !== 'https' && transport !== 'http' && transport !== 'ssh' && transport !== 'git') {
    throw invalid(`has the scheme "${transport}", which is not supported`);
  }
  assertHost(url, transport);
  assertPath(url);
  const credential = transport === 'https' || transport === 'http' ? credentialOf(url) : undefined;
  // ssh needs its user; a password there is never sent by us.
  url.password = '';
  if (transport !== 'ssh') url.username = '';
  return { kind: 'remote', url: url.href, shown: url.href, transport, credential };
};

const parseFileUrl = (url: URL): Origin => {
  if (url.hostname !== '' && url.hostname !== 'localhost') throw invalid('is a file URL of another host');
  if (/%2f|%5c/i.test(url.pathname)) throw hostile('has an encoded slash');
  const path = fileURLToPath(`file://${url.pathname}`);
  return { kind: 'local', path, shown: path };
};

const assertHost = (url: URL, transport: Transport) => {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!/^[A-Za-z0-9_:]/.test(host)) throw hostile('has no host, or one that begins with a dash');
  if (decodePath(url.username).startsWith('-')) throw hostile('has a user that begins with a dash');
  if (listed(never, host)) throw hostile('names a link-local host');
  const isLoopback = host === 'localhost' || listed(loopback, host);
  if ((transport === 'http' || transport === 'git') && !isLoopback) {
    throw invalid(`uses ${transport}://, which is allowed for this machine's own loopback only; use https://`);
  }
};

const assertPath = (url: URL) => {
  if (url.search !== '' || url.hash !== '') throw invalid('has a query or a fragment; it is not the clone address');
  if (url.pathname === '' || url.pathname === '/') throw invalid('names a host but no repository');
  const path = decodePath(url.pathname);
  if (control.test(path)) throw hostile('has control characters');
  if (path.startsWith('/-')) throw hostile('has a path that begins with a dash');
};

const decodePath = (path: string) => {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalid('has a broken percent-encoding');
  }
};

const credentialOf = (url: URL) =>
  url.username === '' && url.password === '' ? undefined : `${decodePath(url.username)}:${decodePath(url.password)}`;

/**
 * Makes a function that takes the credential out of any text, in whichever form git may print it.
 * @param credential `user:password`
 */
export const createRedactor = (credential: string | undefined): ((text: string) => string) => {
  const [user = '', ...rest] = (credential ?? '').split(':');
  const password = rest.join(':');
  const secrets =
    credential === undefined ? [] : [credential, password || user, Buffer.from(credential).toString('base64')];
  // Shorter strings occur by chance all over a text; in a URL they are caught by the pattern below.
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]).filter((form) => form.length >= 4);
  return (text) => {
    let clean = text.replace(/(\w+:\/\/)[^/\s@]*@/g, '$1***@');
    for (const form of forms) clean = clean.replaceAll(form, '***');
    return clean;
  };
};
