import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Engine } from '../connect.ts';
import type { BaseImage, NpmFile } from './catalogue.ts';

const contexts = fileURLToPath(new URL('.', import.meta.url));
const buildTimeoutMs = 10 * 60_000;

/** The engine's words for architectures (`docker info`) to Node's, as npm packages are named. */
const nodeArchitectures: Record<string, string> = { x86_64: 'x64', amd64: 'x64', aarch64: 'arm64', arm64: 'arm64' };

/**
 * Builds a stand-in for an official image from the distribution's packages and npm, and gives it all its names that
 * are still free.
 * @throws Error when a tool is missing, a package registry cannot be reached, or the build fails; the message has the
 * last lines of its log
 */
export const buildBaseImage = async (
  engine: Engine,
  image: BaseImage,
  options: { signal: AbortSignal; onStep: (step: string) => void },
): Promise<void> => {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(buildTimeoutMs)]);
  const directory = await mkdtemp(join(tmpdir(), 'assay-base-image-'));
  try {
    await cp(join(contexts, image.context), directory, { recursive: true });
    if (image.context === 'debian') {
      options.onStep('mmdebstrap');
      await execa('./rootfs.sh', ['rootfs.tar'], { cwd: directory, cancelSignal: signal, stdin: 'ignore' });
    }
    for (const file of image.npmFiles) {
      options.onStep(`npm pack ${file.name.replace('{arch}', '…')}`);
      await unpackNpm(file, engine.architecture, directory, signal);
    }
    await buildContext(engine, image, directory, { ...options, signal });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const unpackNpm = async (file: NpmFile, architecture: string, directory: string, signal: AbortSignal) => {
  const name = file.name.replace('{arch}', nodeArchitectures[architecture] ?? architecture);
  const options = { cwd: directory, cancelSignal: signal, stdin: 'ignore' } as const;
  const packed = await execa('npm', ['pack', '--silent', `${name}@${file.version}`], options);
  const archive = packed.stdout.trim();
  await mkdir(join(directory, file.directory), { recursive: true });
  const members = file.path === undefined ? [] : [`package/${file.path}`];
  await execa('tar', ['-xzf', archive, '-C', file.directory, '--strip-components=1', ...members], options);
  await rm(join(directory, archive));
};

type BuildEvent = { stream?: string; error?: string };

const buildContext = async (
  engine: Engine,
  image: BaseImage,
  directory: string,
  { signal, onStep }: { signal: AbortSignal; onStep: (step: string) => void },
) => {
  const stream = await engine.docker.buildImage(
    { context: directory, src: ['.'] },
    { t: image.reference, buildargs: image.buildArguments, rm: true, forcerm: true, abortSignal: signal },
  );
  const log: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const ended = (error: Error | null) => (error === null ? resolve() : reject(error));
    engine.docker.modem.followProgress(stream, ended, (event: BuildEvent) => {
      const line = (event.error ?? event.stream ?? '').trim();
      if (line !== '') log.push(line.slice(0, 500));
      if (line.startsWith('Step ')) onStep(line);
      if (event.error !== undefined) reject(new Error(log.slice(-15).join('\n')));
    });
  });
};
