import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Options as ExecaOptions, execa } from 'execa';
import type { Engine } from '../connect.ts';
import { hasCommand } from '../install.ts';
import type { BaseImage, NpmFile } from './catalogue.ts';
import { followEvents } from './events.ts';

const contexts = fileURLToPath(new URL('.', import.meta.url));
const buildTimeoutMs = 10 * 60_000;

/** The engine's words for architectures to Node's, as npm packages are named. */
const nodeArchitectures: Record<string, string> = { x86_64: 'x64', amd64: 'x64', aarch64: 'arm64' };

/** `onStep` is told what is being done, e.g. `mmdebstrap`, `step 3/9`. */
export type ImageOptions = { signal: AbortSignal; onStep: (step: string) => void };

/**
 * Builds a stand-in for an official image from the distribution's packages and npm, under its reference.
 * Needs `npm` and `tar` on the host, for the Debian image `mmdebstrap`.
 * @throws Error when a tool is missing, a package registry cannot be reached, or the build fails; the message ends with
 * the last lines of its log
 */
export const buildBaseImage = async (engine: Engine, image: BaseImage, options: ImageOptions): Promise<void> => {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(buildTimeoutMs)]);
  const directory = await mkdtemp(join(tmpdir(), 'assay-base-image-'));
  try {
    await cp(join(contexts, image.context), directory, { recursive: true });
    const run = { cwd: directory, cancelSignal: signal, stdin: 'ignore' } as const;
    if (image.context === 'debian') {
      options.onStep('mmdebstrap');
      if (!(await hasCommand('mmdebstrap'))) throw new Error('mmdebstrap, which makes a Debian, is not installed');
      await execa('./rootfs.sh', ['rootfs.tar'], run);
    }
    if (image.npmFiles.length > 0) {
      options.onStep('npm pack');
      await addNpmFiles(image.npmFiles, engine.architecture, run);
    }
    await buildContext(engine, image, directory, { ...options, signal });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const addNpmFiles = async (files: readonly NpmFile[], architecture: string, run: ExecaOptions & { cwd: string }) => {
  const nodeArchitecture = nodeArchitectures[architecture] ?? architecture;
  const packages = files.map((file) => `${file.name.replace('{arch}', nodeArchitecture)}@${file.version}`);
  await execa('npm', ['pack', '--silent', ...packages], run);
  for (const [index, file] of files.entries()) {
    // As npm names the archive of an unscoped package.
    const archive = `${packages[index]?.replace('@', '-')}.tgz`;
    await mkdir(join(run.cwd, file.directory), { recursive: true });
    const members = file.path === undefined ? [] : [`package/${file.path}`];
    await execa('tar', ['-xzf', archive, '-C', file.directory, '--strip-components=1', ...members], run);
    await rm(join(run.cwd, archive));
  }
};

const buildContext = async (engine: Engine, image: BaseImage, directory: string, options: ImageOptions) => {
  const archive = execa('tar', ['-cf', '-', '.'], { cwd: directory, stdin: 'ignore', buffer: false, reject: false });
  try {
    const stream = await engine.docker.buildImage(archive.stdout, {
      t: image.reference,
      buildargs: image.buildArguments,
      rm: true,
      forcerm: true,
      abortSignal: options.signal,
    });
    await followBuild(engine, stream, options);
  } finally {
    // The engine may have failed before it had read everything: nobody may read the directory when it is removed.
    archive.kill();
    await archive;
  }
};

/** @throws Error with the engine's text and the last lines of the log */
const followBuild = async (engine: Engine, stream: NodeJS.ReadableStream, { signal, onStep }: ImageOptions) => {
  const lastLines: string[] = [];
  try {
    await followEvents(engine, stream, signal, (event) => {
      const line = (event.stream ?? '').trim();
      if (line !== '') lastLines.push(line.slice(0, 300));
      if (lastLines.length > 10) lastLines.shift();
      const step = /^Step (\d+\/\d+)/.exec(line);
      if (step) onStep(`step ${step[1]}`);
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\n${lastLines.join('\n')}`, { cause: error });
  }
};
