import type { HostConfig } from 'dockerode';
import { tmpfsOptions } from './limits.ts';

/** How a service of one kind is started, found ready and addressed. */
export type ServiceKind = {
  port: number;
  /** Name of its socket in the relay; clients of PostgreSQL insist on theirs. */
  socket: string;
  user: string;
  database: string;
  scheme: string;
  environment(secret: string): Record<string, string>;
  command(secret: string): string[];
  /** Shell command inside the container that succeeds when clients can connect. */
  ready(secret: string): string;
  memoryBytes: number;
  hostConfig: HostConfig;
};

const mebibyte = 2 ** 20;

/** The entry points of the official images begin as root, own their data directory and change to their user. */
const changeUser = ['SETUID', 'SETGID', 'CHOWN', 'FOWNER', 'DAC_OVERRIDE'];

const postgres: ServiceKind = {
  port: 5432,
  socket: '.s.PGSQL.5432',
  user: 'assay',
  database: 'assay',
  scheme: 'postgres',
  environment: (secret) => ({
    POSTGRES_USER: 'assay',
    POSTGRES_PASSWORD: secret,
    POSTGRES_DB: 'assay',
    PGDATA: '/var/lib/postgresql/data',
    // The data is in memory: syncing it while it is made would only cost time. 127.0.0.1 asks for the password, too.
    POSTGRES_INITDB_ARGS: '--no-sync --auth-host=scram-sha-256',
  }),
  // PostgreSQL's own defaults (durable commits, 100 connections), but for a log of changes that fits the tmpfs.
  command: () => ['postgres', '-c', 'max_connections=100', '-c', 'max_wal_size=128MB', '-c', 'min_wal_size=32MB'],
  ready: () => 'pg_isready -q -h 127.0.0.1 -p 5432 -U assay -d assay',
  memoryBytes: 1024 * mebibyte,
  hostConfig: {
    CapAdd: changeUser,
    ShmSize: 128 * mebibyte,
    Tmpfs: {
      '/var/lib/postgresql/data': tmpfsOptions(512 * mebibyte, '0700'),
      '/var/run/postgresql': tmpfsOptions(mebibyte, '3777'),
      '/tmp': tmpfsOptions(64 * mebibyte),
    },
  },
};

const redis: ServiceKind = {
  port: 6379,
  socket: 'redis.sock',
  user: 'default',
  database: '0',
  scheme: 'redis',
  environment: () => ({}),
  command: (secret) => ['redis-server', '--bind', '127.0.0.1', '--save', '', '--requirepass', secret],
  ready: (secret) => `redis-cli -h 127.0.0.1 -a ${secret} --no-auth-warning ping | grep -q PONG`,
  memoryBytes: 256 * mebibyte,
  hostConfig: { CapAdd: changeUser, Tmpfs: { '/data': tmpfsOptions(64 * mebibyte), '/tmp': tmpfsOptions(mebibyte) } },
};

/** The services a challenge may ask for, by the name it gives them. */
export const serviceKinds: ReadonlyMap<string, ServiceKind> = new Map([
  ['postgres', postgres],
  ['redis', redis],
]);
