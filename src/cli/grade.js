#!/usr/bin/env node
// Plain JavaScript, so that an old Node can still read it and say what it lacks.
const wanted = [22, 22];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  process.stderr.write(
    `grade: Node ${process.versions.node} is too old, ${wanted.join('.')} or newer is needed: run it by \`npm run grade -- ...\`, which brings its own\n`,
  );
  process.exit(2);
}

const { existsSync } = await import('node:fs');
const main = new URL(existsSync(new URL('./main.js', import.meta.url)) ? './main.js' : './main.ts', import.meta.url);
const { runCli } = await import(main.href);
process.exitCode = await runCli(process.argv);
