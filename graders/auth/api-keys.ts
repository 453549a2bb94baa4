import type { Api, Caller, Challenge } from '../../src/index.ts';
import { keyOperations } from './operations.ts';

/** Rule of all API key checks: an operation of the level needs one. */
export const usesApiKeys = (challenge: Challenge): string | undefined =>
  keyOperations(challenge).length > 0 ? undefined : 'no operation of this level needs an API key';

/** The right key of a caller kind, and the header it goes into. */
export const apiKeyOf = (api: Api, challenge: Challenge, kind: string): { header: string; key: string } => {
  const header = challenge.auth.callers[kind]?.apiKey?.header.toLowerCase() ?? '';
  return { header, key: api.caller(kind).headers[header] ?? '' };
};

/** A caller who shows something in a header. */
export const callerWith = (kind: string, header: string, value: string): Caller => ({
  kind,
  subject: '',
  headers: { [header]: value },
});
