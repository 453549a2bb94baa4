import {
  type Challenge,
  CheckBlocked,
  defineCheck,
  type Exchange,
  type Finding,
  fail,
  type LifecycleFact,
} from '../../src/index.ts';
import { entriesOf } from './log-entries.ts';

/** Enough of a secret to know it by, also in a line that was cut. */
const markLength = 20;

const words = /[A-Za-z0-9_-]{20,}/g;

/** The beginning of a token's signature; its other parts are not secret. */
const signatureMark = (authorization: string): string[] => {
  const [, , signature = ''] = /^bearer\s+(\S+)$/i.exec(authorization)?.[1]?.split('.') ?? [];
  return signature.length >= markLength ? [signature.slice(0, markLength)] : [];
};

/** Signatures of tokens sent in headers. A token that was also sent in a URL is in every access log. */
const signatureMarks = (exchanges: readonly Exchange[]): Set<string> => {
  const marks = new Set(exchanges.flatMap(({ request }) => signatureMark(request.headers.authorization ?? '')));
  for (const { request } of exchanges)
    for (const [word] of request.path.matchAll(words)) marks.delete(word.slice(0, markLength));
  return marks;
};

/** API keys as sent, wrong ones of some length as well: mostly they are nearly right. */
const apiKeys = (challenge: Challenge, exchanges: readonly Exchange[]): string[] => {
  const headers = Object.values(challenge.auth.callers).flatMap(({ apiKey }) => apiKey?.header.toLowerCase() ?? []);
  const values = exchanges.flatMap(({ request }) => headers.map((header) => request.headers[header] ?? ''));
  return [...new Set(values.filter((value) => value.length >= markLength))];
};

const databaseUrl =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?):(?:\\?\/){2}[^\s:@/"']*:([^\s@/"']+)@/i;
const masked = /^(\*+|x+|%2a.*|<.*|\[.*|\$.*|redacted|hidden|masked|filtered|removed)$/i;

type Secret = { what: string; isIn: (text: string) => boolean };

const secretsOf = (challenge: Challenge, exchanges: readonly Exchange[]): Secret[] => {
  const marks = signatureMarks(exchanges);
  const keys = apiKeys(challenge, exchanges);
  return [
    {
      what: 'the bearer token of a request',
      isIn: (text) => [...text.matchAll(words)].some(([word]) => marks.has(word.slice(0, markLength))),
    },
    { what: 'the API key of a request', isIn: (text) => keys.some((key) => text.includes(key)) },
    {
      what: 'a connection URL with its password',
      isIn: (text) => {
        const password = databaseUrl.exec(text)?.[1];
        return password !== undefined && !masked.test(password);
      },
    },
  ];
};

/** The member that holds the secret, of the first line that does. */
const placeOf = ({ isIn }: Secret, line: string): string => {
  const member = entriesOf([line])[0]?.members.find(({ value }) => isIn(String(value)));
  return member ? `member ${member.path.slice(0, 100)}` : 'inside the text of a line';
};

const leakOf = (secret: Secret, { logLines }: LifecycleFact): Finding[] => {
  const leaking = logLines.filter(secret.isIn);
  const [first] = leaking;
  if (first === undefined) return [];
  return [
    {
      message: `${leaking.length} of ${logLines.length} log lines held ${secret.what}.`,
      expected: 'no tokens, keys or passwords in the log',
      received: placeOf(secret, first),
      remedy:
        'Let the logger redact credentials by the name of their member, and do not log headers or configuration whole.',
    },
  ];
};

export const logSecrets = defineCheck({
  id: 'log-secrets',
  title: 'Keeps credentials out of the log',
  failureTitle: 'Writes credentials into the log',
  plain: 'Writes passwords or passes of its users into its journal, where many people can read them.',
  family: 'image',
  axis: 'infrastructure',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'CWE-532', url: 'https://cwe.mitre.org/data/definitions/532.html' },
  codes: ['CWE-532'],
  signals: ['security', 'operations'],
  question: 'Who can read the logs of a service, and what follows from that for what it may log?',
  visibility: 'hidden',
  needs: ['lifecycle', 'traffic'],
  sticky: true,
  async run({ challenge, facts: { lifecycle, traffic } }) {
    if (lifecycle.logLines.length === 0) throw new CheckBlocked('the container wrote no log');
    const findings = secretsOf(challenge, traffic.exchanges).flatMap((secret) => leakOf(secret, lifecycle));
    return findings.length > 0 ? fail(findings) : undefined;
  },
});
