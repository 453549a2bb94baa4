import type { Challenge, Resource } from '../../src/index.ts';
import {
  compileSchema,
  defineCheck,
  expectThat,
  isJsonObject,
  judgeEach,
  lineOf,
  operationOf,
  resourcesWith,
  succeeded,
  withoutValue,
} from '../../src/index.ts';
import { update } from '../status-codes/reading.ts';
import { expectNoCrash } from './robustness.ts';
import { prepareWrite } from './writing.ts';

const to = 'members called `__proto__` and `constructor`';
const remedy = 'Ignore or refuse `__proto__`, `constructor` and `prototype` where objects are merged or copied.';

/** Texts that may be left out of a valid body: where one is missing, an inherited value would show. */
const optionalTexts = (challenge: Challenge, resource: Resource, sample: unknown): string[] => {
  const schema = challenge.operations.get(operationOf(resource, 'create'))?.requestBody?.schema ?? {};
  const validate = compileSchema(schema, challenge.contract, 'request');
  const texts = Object.entries(isJsonObject(sample) ? sample : {}).filter(([, value]) => typeof value === 'string');
  return texts.map(([name]) => name).filter((name) => validate(withoutValue(sample, `/${name}`)).errors.length === 0);
};

/** The body with members that a careless merge copies into the prototype of every object. */
const polluting = (body: unknown, inherited: Record<string, string>): unknown => ({
  ...(isJsonObject(body) ? body : {}),
  // Computed, so that it becomes a member of this object and not its prototype.
  ['__proto__']: inherited,
  constructor: { prototype: inherited },
});

export const prototypeKeys = defineCheck({
  id: 'prototype-keys',
  title: 'Is not impressed by members called __proto__',
  failureTitle: 'Lets members called __proto__ into other answers',
  plain: 'Lets one request change what everybody else gets.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'CWE-1321', url: 'https://cwe.mitre.org/data/definitions/1321.html' },
  codes: ['CWE-1321', 'WFC 100'],
  signals: ['security', 'robustness'],
  question: 'How does a merge patch written by hand become a security hole?',
  visibility: 'hidden',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(resourcesWith(challenge, 'create'), 'nothing is created', async (resource) => {
      const ready = await prepareWrite(api, { resource, role: 'create' });
      const names = optionalTexts(challenge, resource, ready.sample());
      const mark = api.unique();
      const inherited = Object.fromEntries([...names, 'inherited'].map((name) => [name, mark]));
      expectNoCrash(await ready.send({ json: polluting(ready.sample(), inherited) }, 'probe'), { to, remedy });
      if (resource.operations.update) {
        const made = await api.make(resource.name);
        const change = polluting(api.sample(resource.name, made.needed, 'change'), inherited);
        const { exchange } = await update(api, resource, made, change, 'probe');
        expectNoCrash(exchange, { to, remedy });
      }
      const bare = names.reduce((body, name) => withoutValue(body, `/${name}`), ready.sample());
      const later = await ready.send({ json: bare }, 'valid');
      const leaked = succeeded(later) && later.response?.body.includes(mark) === true;
      expectThat(!leaked, later, {
        message: `\`${lineOf(later)}\` answered with a value from the \`__proto__\` of an earlier request.`,
        expected: 'nothing of another request',
        remedy,
      });
    }),
});
