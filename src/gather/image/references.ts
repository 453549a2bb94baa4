import { isIP } from 'node:net';

/** An image's name, taken apart. */
export type ImageReference = {
  /** Host of the registry, `docker.io` where none is named. */
  registry: string;
  /** Path in the registry, e.g. `library/node`. */
  repository: string;
  tag?: string;
  digest?: string;
};

/** Public registries by name. Hosts with ports and addresses are never in it: they may be anything near the engine. */
const publicRegistries: readonly string[] = [
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'ghcr.io',
  'quay.io',
  'gcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'registry.access.redhat.com',
  'registry.gitlab.com',
  'registry.k8s.io',
  'container-registry.oracle.com',
  'docker.elastic.co',
  'cgr.dev',
];

const path = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;
const maxReferenceLength = 512;

/**
 * Reads an image reference by the grammar of distribution/reference.
 * @returns nothing for what is not one
 */
export const parseReference = (text: string): ImageReference | undefined => {
  if (text.length > maxReferenceLength) return undefined;
  const [named = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))) return undefined;
  const slash = named.indexOf('/');
  const first = slash === -1 ? '' : named.slice(0, slash);
  // Only a first part that looks like a host is one; `user/image` is a path.
  const hasRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const rest = hasRegistry ? named.slice(slash + 1) : named;
  const [repository = '', tag, ...others] = rest.split(':');
  if (others.length > 0 || !path.test(repository)) return undefined;
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return undefined;
  const registry = hasRegistry ? first.toLowerCase() : 'docker.io';
  const official = registry === 'docker.io' && !repository.includes('/');
  return { registry, repository: official ? `library/${repository}` : repository, tag, digest };
};

/**
 * Why an image must not be used, by its name alone.
 * @returns nothing when it may be
 */
export const referenceProblem = (text: string): string | undefined => {
  const reference = parseReference(text);
  if (!reference) return 'is not the name of an image';
  const { registry } = reference;
  if (publicRegistries.includes(registry)) return undefined;
  const host = registry.replace(/:\d*$/, '');
  if (isIP(host) !== 0 || host === 'localhost' || host !== registry)
    return `is on ${registry}, an address that is not a public registry`;
  return `is on ${registry}, which is not among the public registries that are allowed`;
};

/** Whether a text names an image outside the public registries; anything that names none is not one. */
export const isPrivateImage = (text: string): boolean => {
  const reference = parseReference(text);
  return reference !== undefined && !publicRegistries.includes(reference.registry);
};
