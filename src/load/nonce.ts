import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(8 * 512);
let used = pool.length;

/**
 * A token of 8 to 13 characters `[a-z0-9]`, fresh for each request. From the system's random source, not the seed: a
 * server that answers before it was asked must not be able to guess what has to come back.
 */
export const nonce = (): string => {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const token = pool.readBigUInt64LE(used).toString(36);
  used += 8;
  return token.padStart(8, '0');
};
