import type { AnyCheck } from '../../src/index.ts';
import { baseImagePinned } from './base-image-pinned.ts';
import { buildContext } from './build-context.ts';
import { developmentDependencies } from './development-dependencies.ts';
import { developmentServer } from './development-server.ts';
import { gracefulStop } from './graceful-stop.ts';
import { imageSecrets } from './image-secrets.ts';
import { imageSize } from './image-size.ts';
import { liveness } from './liveness.ts';
import { logSecrets } from './log-secrets.ts';
import { loopbackOnly } from './loopback-only.ts';
import { memoryLimit } from './memory-limit.ts';
import { readOnlyRoot } from './read-only-root.ts';
import { readiness } from './readiness.ts';
import { requestInFlight } from './request-in-flight.ts';
import { requestLogs } from './request-logs.ts';
import { restartDurability } from './restart-durability.ts';
import { startTime } from './start-time.ts';
import { structuredLogs } from './structured-logs.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

/** Checks of the family, in the order of the report. */
export const imageChecks: readonly AnyCheck[] = [
  unprivilegedUser,
  readOnlyRoot,
  loopbackOnly,
  imageSize,
  buildContext,
  liveness,
  readiness,
  gracefulStop,
  requestInFlight,
  restartDurability,
  memoryLimit,
  structuredLogs,
  requestLogs,
  logSecrets,
  baseImagePinned,
  imageSecrets,
  developmentDependencies,
  developmentServer,
  startTime,
];
