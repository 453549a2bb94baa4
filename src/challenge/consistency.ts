import type { Operation } from '../core/challenge.ts';
import type { ChallengeFile } from './schema.ts';

/** Names of operations, with where the file mentions them. */
const mentionedOperations = (file: ChallengeFile): [string, string][] => {
  const mentions: [string, string][] = [];
  const add = (where: string, operations: Record<string, string | undefined>) => {
    for (const [role, id] of Object.entries(operations)) if (id !== undefined) mentions.push([`${where}.${role}`, id]);
  };
  for (const [name, resource] of Object.entries(file.resources)) {
    add(`resources.${name}.operations`, resource.operations);
    for (const [kind, ids] of Object.entries(resource.overseers)) {
      for (const id of ids) mentions.push([`resources.${name}.overseers.${kind}`, id]);
    }
    for (const [action, { operation }] of Object.entries(resource.states?.actions ?? {})) {
      mentions.push([`resources.${name}.states.actions.${action}`, operation]);
    }
  }
  for (const [version, { resources }] of Object.entries(file.versions)) {
    for (const [name, { operations }] of Object.entries(resources))
      add(`versions.${version}.${name}.operations`, operations);
  }
  for (const { operation } of file.load?.operations ?? []) mentions.push(['load.operations', operation]);
  if (file.rateLimit) mentions.push(['rateLimit.operation', file.rateLimit.operation]);
  return mentions;
};

const mentionedResources = (file: ChallengeFile): [string, string][] => [
  ...Object.entries(file.resources).flatMap(([name, { needs }]) =>
    needs.map((need): [string, string] => [`resources.${name}.needs`, need]),
  ),
  ...(file.load?.operations ?? []).map(({ resource }): [string, string] => ['load.operations', resource]),
  ...Object.values(file.versions).flatMap(({ resources }) =>
    Object.keys(resources).map((name): [string, string] => ['versions', name]),
  ),
];

const mentionedRequirements = (file: ChallengeFile): [string, string][] => [
  ...Object.entries(file.levels).flatMap(([level, { requirements }]) =>
    requirements.map((id): [string, string] => [`levels.${level}`, id]),
  ),
  ...Object.entries(file.resources).map(([name, { requirement }]): [string, string] => [
    `resources.${name}`,
    requirement,
  ]),
];

const mentionedCallers = (file: ChallengeFile): [string, string][] =>
  Object.entries(file.resources).flatMap(([name, { callers }]) =>
    Object.entries(callers).map(([role, kind]): [string, string] => [`resources.${name}.callers.${role}`, kind]),
  );

/**
 * References inside a challenge file that lead nowhere: operations the contract does not have, resources, callers,
 * requirements and levels nobody defines. Each problem names the field and the word.
 */
export const consistencyProblems = (file: ChallengeFile, operations: ReadonlyMap<string, Operation>): string[] => {
  const problems: string[] = [];
  const demand = (mentions: [string, string][], kind: string, known: (word: string) => boolean) => {
    for (const [where, word] of mentions) if (!known(word)) problems.push(`${where}: unknown ${kind} "${word}"`);
  };
  demand(mentionedOperations(file), 'operation', (word) => operations.has(word));
  demand(mentionedResources(file), 'resource', (word) => Object.hasOwn(file.resources, word));
  demand(mentionedRequirements(file), 'requirement', (word) => Object.hasOwn(file.requirements, word));
  demand(mentionedCallers(file), 'caller', (word) => word === 'anonymous' || Object.hasOwn(file.auth.callers, word));
  demand(
    Object.entries(file.levels).flatMap(([level, { extends: base }]): [string, string][] =>
      base ? [[`levels.${level}`, base]] : [],
    ),
    'level',
    (word) => Object.hasOwn(file.levels, word),
  );
  demand([['defaults.level', file.defaults.level]], 'level', (word) => Object.hasOwn(file.levels, word));
  demand([['defaults.profile', file.defaults.profile]], 'profile', (word) => Object.hasOwn(file.profiles, word));
  return problems;
};
