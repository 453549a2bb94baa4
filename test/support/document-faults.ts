import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { SpecFact } from '../../src/core/artifact.ts';
import type { Exchange } from '../../src/core/exchange.ts';
import { pointerOf, referenceSteps, valueAt } from '../../src/core/openapi.ts';
import { analyse } from '../../src/gather/spec/analyse.ts';
import { challenge } from './judging.ts';

type Json = Record<string, unknown>;

/** One place of the document and what it becomes; without `to` it is removed. */
export type Edit = { at: string; to?: unknown };

const solutionsDocument = readFileSync(join(challenge.directory, 'solutions/node/openapi.yaml'), 'utf8');

/** Changes one place of a document. */
export const editOf = (document: Json, { at, to }: Edit): void => {
  const steps = referenceSteps(`#${at}`) ?? [];
  const holder = valueAt(document, `#${pointerOf(steps.slice(0, -1))}`) as Json;
  const key = steps.at(-1) ?? '';
  if (to === undefined) delete holder[key];
  else holder[key] = structuredClone(to);
};

/** The facts of a document as they would be gathered from a running API. */
export const specOf = async (document: unknown): Promise<SpecFact> => {
  const text = JSON.stringify(document);
  const spec = await analyse({ origin: 'served', path: '/openapi.json', text, contract: challenge.contract });
  if (spec === undefined) throw new Error('a served document is always found');
  return spec;
};

/** The facts of the reference solution's document, with the given edits. */
export const editedSpec = (...edits: readonly Edit[]): Promise<SpecFact> => {
  const document: Json = parse(solutionsDocument);
  for (const one of edits) editOf(document, one);
  return specOf(document);
};

/** One exchange of the functional part, as the recorder keeps it. */
export const exchangeOf = (
  line: string,
  response: { status: number; headers?: Record<string, string>; json?: unknown; body?: string },
  intent: Exchange['intent'] = 'valid',
): Exchange => {
  const [method = '', path = ''] = line.split(' ');
  const body = response.body ?? (response.json === undefined ? '' : JSON.stringify(response.json));
  const type: Record<string, string> = body === '' ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return {
    ...{ id: 1, checkId: 'some-check', caller: 'anonymous', intent, durationMs: 1 },
    request: { method, path, headers: {} },
    response: { status: response.status, headers: { ...type, ...response.headers }, body },
  };
};
