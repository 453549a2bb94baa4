import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { z } from 'zod';
import type { Challenge, Operation, Requirement, Resource } from '../core/challenge.ts';
import { usageError } from '../core/errors.ts';
import { readOperations } from '../core/openapi.ts';
import { consistencyProblems } from './consistency.ts';
import { type ChallengeFile, challengeFile } from './schema.ts';

/** Directory with the challenges that come with Assay. */
export const challengesDirectory = resolve(dirname(fileURLToPath(import.meta.url)), '../../challenges');

/** Ids of the challenges that come with Assay, sorted. */
const listChallenges = async (): Promise<string[]> => {
  const entries = await readdir(challengesDirectory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
};

const directoryOf = async (nameOrPath: string): Promise<string> => {
  const looksLikePath = isAbsolute(nameOrPath) || nameOrPath.startsWith('.');
  const directory = looksLikePath ? resolve(nameOrPath) : join(challengesDirectory, nameOrPath);
  try {
    await access(join(directory, 'challenge.yaml'));
    return directory;
  } catch {
    const known = (await listChallenges()).join(', ');
    throw usageError(
      'challenge-unknown',
      `there is no challenge "${nameOrPath}"`,
      `known challenges: ${known}; or give a directory such as ./my-challenge`,
    );
  }
};

const issueLine = (issue: z.core.$ZodIssue): string => `${issue.path.join('.') || 'the file'}: ${issue.message}`;

const parseFile = async (directory: string): Promise<ChallengeFile> => {
  const path = join(directory, 'challenge.yaml');
  const result = challengeFile.safeParse(parse(await readFile(path, 'utf8')));
  if (result.success) return result.data;
  const lines = result.error.issues.slice(0, 5).map(issueLine).join('; ');
  throw usageError(
    'challenge-invalid',
    `${path} is not a valid challenge: ${lines}`,
    'mend these fields; the editor schema is src/challenge/challenge.schema.json',
  );
};

const levelChain = (file: ChallengeFile, level: string): string[] => {
  const chain: string[] = [];
  for (
    let name: string | undefined = level;
    name !== undefined && !chain.includes(name);
    name = file.levels[name]?.extends
  ) {
    chain.push(name);
  }
  return chain;
};

/** Requirement ids a level asks for, those of the levels it extends first. */
const requirementsOf = (file: ChallengeFile, level: string): string[] =>
  levelChain(file, level)
    .reverse()
    .flatMap((name) => file.levels[name]?.requirements ?? []);

const orderByNeeds = (resources: Map<string, Resource>): Map<string, Resource> => {
  const ordered = new Map<string, Resource>();
  const visit = (name: string): void => {
    const resource = resources.get(name);
    if (resource === undefined || ordered.has(name)) return;
    for (const need of resource.needs) visit(need);
    ordered.set(name, resource);
  };
  for (const name of resources.keys()) visit(name);
  return ordered;
};

/** Drops what the level does not ask for: whole resources, and their pagination, idempotency, ... each by its requirement. */
const resourcesAt = (file: ChallengeFile, asked: ReadonlySet<string>): Map<string, Resource> => {
  const kept = new Map<string, Resource>();
  const only = <T extends { requirement: string }>(part: T | undefined): T | undefined =>
    part !== undefined && asked.has(part.requirement) ? part : undefined;
  for (const [name, raw] of Object.entries(file.resources)) {
    if (!asked.has(raw.requirement)) continue;
    kept.set(name, {
      ...raw,
      name,
      invalid: raw.invalid.map(({ why, field, ...rest }) => ({
        why,
        field,
        change: 'drop' in rest ? { drop: true as const } : { set: rest.set },
      })),
      pagination: only(raw.pagination),
      preconditions: only(raw.preconditions),
      idempotency: only(raw.idempotency),
      states: only(raw.states),
      consumes: only(raw.consumes),
    });
  }
  return orderByNeeds(kept);
};

const pick = <T>(what: string, table: Record<string, T>, name: string): T => {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found !== undefined) return found;
  throw usageError(
    `${what}-unknown`,
    `this challenge has no ${what} "${name}"`,
    `its ${what}s: ${Object.keys(table).join(', ')}`,
  );
};

const requirementsAt = (
  file: ChallengeFile,
  asked: ReadonlySet<string>,
): { asked: Requirement[]; notAsked: Set<string> } => {
  const all = Object.entries(file.requirements).map(([id, requirement]) => ({ id, ...requirement }));
  const here = all.filter((requirement) => asked.has(requirement.id));
  const cited = new Set(here.flatMap((requirement) => requirement.checks));
  const elsewhere = all.flatMap((requirement) => requirement.checks).filter((check) => !cited.has(check));
  return { asked: here, notAsked: new Set(elsewhere) };
};

const operationsById = (contract: Record<string, unknown>): Map<string, Operation> =>
  new Map(readOperations(contract).map((operation) => [operation.operationId, operation]));

/**
 * Loads and validates a challenge, at one level and profile.
 * @param nameOrPath id of a challenge that comes with Assay, or a path beginning with `/` or `.`
 * @throws AssayError (usage) for an unknown challenge, level or profile, and for an invalid file, naming each field
 */
export const loadChallenge = async (
  nameOrPath: string,
  options: { level?: string; profile?: string } = {},
): Promise<Challenge> => {
  const directory = await directoryOf(nameOrPath);
  const file = await parseFile(directory);
  const level = options.level ?? file.defaults.level;
  const profile = options.profile ?? file.defaults.profile;
  const bar = pick('level', file.levels, level).bar;
  const axes = pick('profile', file.profiles, profile);
  const contract: Record<string, unknown> = parse(await readFile(join(directory, file.contract), 'utf8'));
  const operations = operationsById(contract);
  const problems = consistencyProblems(file, operations);
  if (problems.length > 0) {
    throw usageError(
      'challenge-invalid',
      `${join(directory, 'challenge.yaml')}: ${problems.slice(0, 5).join('; ')}`,
      'mend these references',
    );
  }
  const asked = new Set(requirementsOf(file, level));
  const requirements = requirementsAt(file, asked);
  const { id, version, title, port, hours, auth, errors, probes, services, environment, budgets, weights } = file;
  return {
    ...{ id, version, title, port, hours, auth, errors, probes, services, environment, budgets, weights },
    ...{ level, bar, profile, axes, directory, contract, operations },
    requirements: requirements.asked,
    notAsked: requirements.notAsked,
    resources: resourcesAt(file, asked),
    deprecated: Object.entries(file.versions)
      .map(([name, version]) => ({ name, ...version }))
      .filter((version) => asked.has(version.requirement)),
    rateLimit: file.rateLimit && asked.has(file.rateLimit.requirement) ? file.rateLimit : undefined,
    load: file.load,
    practice: file.practice,
  };
};
