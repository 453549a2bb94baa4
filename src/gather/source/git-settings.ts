import type { Transport } from './origin.ts';

/** What one command is given beyond its arguments. */
export type GitOptions = {
  cwd?: string;
  /** The only transport this command may use; default none at all. */
  transport?: Transport;
  /** Value of an `Authorization` header for this URL alone; passed by environment, never by argument. */
  authorization?: { url: string; value: string };
  /** Further environment. */
  environment?: Record<string, string>;
};

/** What a user's environment may add: how to reach the network, and the agent for ssh keys. Nothing that configures git. */
const inherited = [
  'PATH',
  'HTTPS_PROXY',
  'https_proxy',
  'ALL_PROXY',
  'all_proxy',
  'NO_PROXY',
  'no_proxy',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
];

/**
 * Settings for every command line, where no file of a repository can change them.
 * @param stallSeconds how long a server may send under 1000 bytes a second
 */
export const gitSettings = (stallSeconds: number) => [
  'protocol.version=2',
  'http.followRedirects=false',
  'http.lowSpeedLimit=1000',
  `http.lowSpeedTime=${stallSeconds}`,
  'credential.helper=',
  'core.askPass=false',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'core.packedGitLimit=128m',
  'core.packedGitWindowSize=16m',
  'core.bigFileThreshold=16m',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'transfer.fsckObjects=true',
  'transfer.unpackLimit=1',
  'pack.threads=1',
  'gc.auto=0',
];

// ssh ignores HOME and finds the user's own keys and known hosts by the account; it may ask nothing and forward nothing.
const sshCommand =
  'ssh -oBatchMode=yes -oStrictHostKeyChecking=yes -oConnectTimeout=20 -oForwardAgent=no -oClearAllForwardings=yes';

/**
 * The whole environment of a git command: no configuration but ours, no prompt, no filter, one transport.
 * @param directory GIT_DIR
 * @param home an empty directory
 */
export const gitEnvironment = (directory: string, home: string, options: GitOptions): Record<string, string> => {
  const environment: Record<string, string> = {
    GIT_DIR: directory,
    HOME: home,
    XDG_CONFIG_HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    SSH_ASKPASS: 'false',
    GIT_SSH_COMMAND: sshCommand,
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: options.transport ?? 'none',
    ...options.environment,
  };
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  if (options.authorization) {
    environment.GIT_CONFIG_COUNT = '1';
    environment.GIT_CONFIG_KEY_0 = `http.${options.authorization.url}.extraHeader`;
    environment.GIT_CONFIG_VALUE_0 = `Authorization: ${options.authorization.value}`;
  }
  return environment;
};
