import type { AnyCheck } from '../../src/index.ts';
import { counterExhausted } from './counter-exhausted.ts';
import { counterReleased } from './counter-released.ts';
import { counterTaken } from './counter-taken.ts';
import { currentWrite } from './current-write.ts';
import { etagChange } from './etag-change.ts';
import { idempotentConflict } from './idempotent-conflict.ts';
import { idempotentKeyMissing } from './idempotent-key-missing.ts';
import { idempotentRace } from './idempotent-race.ts';
import { idempotentReplay } from './idempotent-replay.ts';
import { idempotentScope } from './idempotent-scope.ts';
import { lostUpdate } from './lost-update.ts';
import { oversell } from './oversell.ts';
import { preconditionMissing } from './precondition-missing.ts';
import { rateLimitEffect } from './rate-limit-effect.ts';
import { rateLimitIsolation } from './rate-limit-isolation.ts';
import { rateLimitReached } from './rate-limit-reached.ts';
import { rateLimitRetryAfter } from './rate-limit-retry-after.ts';
import { releaseRace } from './release-race.ts';
import { staleWrite } from './stale-write.ts';
import { stateRace } from './state-race.ts';
import { uniqueRace } from './unique-race.ts';

/** Checks of the family, in the order of the report. */
export const concurrencyChecks: readonly AnyCheck[] = [
  idempotentReplay,
  idempotentConflict,
  idempotentKeyMissing,
  idempotentRace,
  idempotentScope,
  currentWrite,
  staleWrite,
  preconditionMissing,
  etagChange,
  lostUpdate,
  counterTaken,
  counterExhausted,
  oversell,
  counterReleased,
  releaseRace,
  stateRace,
  uniqueRace,
  rateLimitReached,
  rateLimitRetryAfter,
  rateLimitIsolation,
  rateLimitEffect,
];
