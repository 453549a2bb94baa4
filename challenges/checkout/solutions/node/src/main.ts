import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from './app.ts';
import { forgetOldKeys } from './checkout.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './database.ts';

const migrationRetryMs = 500;
const forgetEveryMs = 60 * 60 * 1000;
// Below the 10 s that the platform waits after SIGTERM.
const shutdownMs = 8_000;

const config = readConfig(process.env);
const database = openDatabase(config.databaseUrl);
const { app, worker } = createApp(config, database);
let stopping = false;

const stop = async (signal: string) => {
  if (stopping) return;
  stopping = true;
  app.log.info({ signal }, 'stopping');
  // Whoever is not done by then is cut off, so that the process still ends in order.
  setTimeout(() => app.server.closeAllConnections(), shutdownMs).unref();
  await app.close();
  await worker.stop();
  await database.close();
  app.log.info('stopped');
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

// The port is open before the database is there: /livez answers, /readyz says what is missing.
await app.listen({ port: config.port, host: '0.0.0.0' });

while (!stopping) {
  try {
    await database.migrate();
    app.log.info('migrations are applied');
    break;
  } catch (error) {
    app.log.warn({ err: error }, 'migrations will be tried again');
    await sleep(migrationRetryMs);
  }
}
worker.wake();

const forget = () =>
  forgetOldKeys(database).catch((error) => app.log.warn({ err: error }, 'old keys were not deleted'));
setInterval(forget, forgetEveryMs).unref();
