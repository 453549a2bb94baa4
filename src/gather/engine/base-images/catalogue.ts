/** Groups of base images, as `grade setup --only` names them; also the order in which they are made. */
export const families = ['debian', 'node', 'postgres', 'python', 'redis', 'golang'] as const;

export type BaseImageFamily = (typeof families)[number];

/** A package of the npm registry whose files go into an image. */
export type NpmFile = {
  /** Package name; `{arch}` stands for the engine's architecture as Node names it (`x64`, `arm64`). */
  name: string;
  version: string;
  /** Path inside the package, without the leading `package/`; everything when absent. */
  path?: string;
  /** Directory of the build context that the files go to. */
  directory: string;
};

/** An official image that candidates build upon, and how to make a stand-in where no registry can be reached. */
export type BaseImage = {
  family: BaseImageFamily;
  /** Name as in a `FROM` line. */
  reference: string;
  /** Further names that a stand-in answers to. The pulled image does not: there they are images of their own. */
  aliases: string[];
  /** Folder beside this file: the build context. */
  context: string;
  /** References that must exist before it can be built. */
  needs: string[];
  buildArguments: Record<string, string>;
  npmFiles: NpmFile[];
};

const debian: BaseImage = {
  family: 'debian',
  reference: 'debian:bookworm-slim',
  aliases: ['debian:bookworm'],
  context: 'debian',
  needs: [],
  buildArguments: {},
  npmFiles: [],
};

const onDebian = (family: BaseImageFamily, reference: string, aliases: string[]): BaseImage => ({
  ...debian,
  family,
  reference,
  aliases,
  context: family,
  needs: [debian.reference],
});

/** Debian with the commands of Alpine, on top of the image `base`. */
const onAlpine = (family: BaseImageFamily, reference: string, aliases: string[], base: string): BaseImage => ({
  ...debian,
  family,
  reference,
  aliases,
  context: 'alpine',
  needs: [base],
  buildArguments: { BASE: base },
});

/** @param npm the version that came with that of Node */
const node = (major: string, version: string, npm: string): BaseImage[] => {
  const slim = `node:${major}-bookworm-slim`;
  const modules = 'usr/local/lib/node_modules';
  const image: BaseImage = {
    ...onDebian('node', slim, [`node:${major}`, `node:${major}-slim`, `node:${major}-bookworm`]),
    buildArguments: { NODE_VERSION: version },
    npmFiles: [
      { name: 'node-linux-{arch}', version, path: 'bin/node', directory: 'usr/local' },
      { name: 'npm', version: npm, directory: `${modules}/npm` },
      { name: 'corepack', version: '0.35.0', directory: `${modules}/corepack` },
      { name: 'yarn', version: '1.22.22', directory: `${modules}/yarn` },
    ],
  };
  return [image, onAlpine('node', `node:${major}-alpine`, [], slim)];
};

/** The distribution's Go, with which newer ones are fetched. */
const oldGo = onDebian('golang', 'golang:1.19', ['golang:1.19-bookworm']);

const go = (minor: string, version: string): BaseImage[] => {
  const reference = `golang:${minor}`;
  const image: BaseImage = {
    ...onDebian('golang', reference, [`${reference}-bookworm`]),
    context: 'golang-toolchain',
    needs: [oldGo.reference],
    buildArguments: { GO_VERSION: version },
  };
  return [image, onAlpine('golang', `${reference}-alpine`, [], reference)];
};

/** Every base image, each after the ones it needs. */
export const baseImages: readonly BaseImage[] = [
  debian,
  onAlpine('debian', 'alpine:3', ['alpine:latest', 'alpine:3.21', 'alpine:3.22', 'alpine:3.23'], debian.reference),
  ...node('24', '24.21.0', '11.19.1'),
  ...node('22', '22.23.3', '10.9.9'),
  ...node('20', '20.20.2', '10.9.9'),
  onDebian('postgres', 'postgres:15', ['postgres:15-bookworm', 'postgres:15-alpine']),
  onDebian('python', 'python:3.11-slim', ['python:3.11', 'python:3.11-bookworm', 'python:3.11-slim-bookworm']),
  onAlpine('python', 'python:3.11-alpine', [], 'python:3.11-slim'),
  onDebian('redis', 'redis:7', ['redis:7-bookworm', 'redis:7-alpine']),
  oldGo,
  ...go('1.27', '1.27.4'),
  ...go('1.26', '1.26.11'),
];

/**
 * The base images of some families, with those they need.
 * @param wanted families; empty means all
 */
export const selectBaseImages = (wanted: readonly BaseImageFamily[]): BaseImage[] => {
  if (wanted.length === 0) return [...baseImages];
  const references = new Set<string>();
  for (const image of baseImages.toReversed()) {
    if (!wanted.includes(image.family) && !references.has(image.reference)) continue;
    references.add(image.reference);
    for (const need of image.needs) references.add(need);
  }
  return baseImages.filter((image) => references.has(image.reference));
};
