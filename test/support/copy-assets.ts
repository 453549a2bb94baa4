import { chmod, cp, rm, stat } from 'node:fs/promises';
import { extname } from 'node:path';

/** After the compiler, for publishing: everything in src that is no TypeScript, and the challenges without tests of ours. */
const isAsset = (path: string) => extname(path) !== '.ts';

await cp('src', 'dist/src', { recursive: true, filter: isAsset });
await cp('challenges', 'dist/challenges', { recursive: true, filter: (path) => !path.includes('node_modules') });
await rm('dist/test', { recursive: true, force: true });
const bin = 'dist/src/cli/grade.js';
await chmod(bin, (await stat(bin)).mode | 0o111);
