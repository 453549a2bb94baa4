import type { Api, Caller, RequestSpec, TokenForge } from '../core/api.ts';
import type { Challenge } from '../core/challenge.ts';
import type { Exchange, SentRequest } from '../core/exchange.ts';
import { createMaker } from './maker.ts';
import { raceRequests } from './race.ts';
import type { Recorder } from './recorder.ts';
import { anonymous, requestOf, sentRequestOf } from './requests.ts';
import { supertestWire } from './supertest-wire.ts';
import { defaultWireLimits, type TargetAddress, type WireLimits, type WireResult } from './wire.ts';

export type ApiOptions = {
  address: TargetAddress;
  challenge: Challenge;
  recorder: Recorder;
  forge: TokenForge;
  /** Values of API keys by caller kind. */
  apiKeys: Readonly<Record<string, string>>;
  /** The check on whose behalf requests are sent. */
  checkId: string;
  /** Seeded numbers for identities and unique values. */
  random: () => number;
  signal: AbortSignal;
  limits?: Partial<WireLimits>;
};

const wordOf = (random: () => number): string =>
  Math.floor(random() * 36 ** 6)
    .toString(36)
    .toUpperCase()
    .padStart(6, '0');

/** A source of words that never repeat within a check and practically never between checks. */
const uniqueWords = (random: () => number): (() => string) => {
  const stem = wordOf(random);
  let count = 0;
  return () => `${stem}${wordOf(random)}${(count++).toString(36).toUpperCase()}`;
};

const callersOf = ({ challenge, forge, apiKeys }: ApiOptions, unique: () => string): Api['caller'] => {
  const known = new Map<string, Caller>();
  const make = (kind: string): Caller => {
    const definition = challenge.auth.callers[kind];
    if (definition?.apiKey)
      return { kind, subject: '', headers: { [definition.apiKey.header.toLowerCase()]: apiKeys[kind] ?? '' } };
    const subject = `${kind}-${unique().toLowerCase()}`;
    return { kind, subject, headers: { authorization: `Bearer ${forge.sign(forge.claims(kind, subject))}` } };
  };
  return (kind, label = '') => {
    if (kind === 'anonymous') return anonymous;
    const name = `${kind}\0${label}`;
    const caller = known.get(name) ?? make(kind);
    known.set(name, caller);
    return caller;
  };
};

/** The client of one check against one target. Every exchange goes to the recorder. */
export const createApi = (options: ApiOptions): Api => {
  const { address, challenge, recorder, checkId, signal } = options;
  const limits = { ...defaultWireLimits, ...options.limits };
  const wire = supertestWire(address, limits);
  const unique = uniqueWords(options.random);

  const record = (spec: RequestSpec, request: SentRequest, result: WireResult): Exchange =>
    recorder.record({
      ...result,
      ...{ checkId, request, operationId: spec.operationId },
      caller: spec.as?.kind ?? 'anonymous',
      intent: spec.intent ?? 'valid',
    });
  const send: Api['send'] = async (spec) => {
    const request = sentRequestOf(spec);
    return record(spec, request, await wire(request, signal));
  };
  const prepare: Api['prepare'] = (operationId, spec) => {
    const operation = challenge.operations.get(operationId);
    if (operation === undefined) throw new Error(`the contract has no operation "${operationId}"`);
    return requestOf(operation, spec);
  };
  const call: Api['call'] = (operationId, spec) => send(prepare(operationId, spec));
  const race: Api['race'] = async (specs) => {
    const requests = specs.map(sentRequestOf);
    const results = await raceRequests(address, requests, limits);
    return specs.map((spec, at) => record(spec, requests[at] as SentRequest, results[at] as WireResult));
  };
  const caller = callersOf(options, unique);
  const bearer: Api['bearer'] = (token, kind) => ({ kind, subject: '', headers: { authorization: `Bearer ${token}` } });
  const maker = createMaker({ challenge, unique, call, caller });
  return { challenge, send, call, prepare, race, caller, bearer, unique, tokens: options.forge, ...maker };
};
