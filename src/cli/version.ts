import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const candidates = ['../../package.json', '../../../package.json'];

/** Version of Assay, from its package.json (one level further up in the compiled package). */
export const version: string = require(
  candidates.find((path) => existsSync(new URL(path, import.meta.url))) ?? '../../package.json',
).version;
