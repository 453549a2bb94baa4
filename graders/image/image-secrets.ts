import { type Challenge, defineCheck, type Finding, fail, type ImageFact } from '../../src/index.ts';

type Instruction = ImageFact['instructions'][number];

/** Customary names of credentials; `GPG_KEY`, `API_KEY_HEADER` or `NODE_EXTRA_CA_CERTS` are none. */
const secretName =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS|(API|ACCESS|SECRET|PRIVATE|SIGNING|ENCRYPTION|JWT|AUTH)_?KEY|SECRET_KEY_BASE)$/i;

/** Switches, references to variables and files, and stand-ins for the time of the build. */
const noSecret = /^(|true|false|yes|no|\d|.*\$.*|\/.*|dummy|placeholder|none|null|unused)$/i;

const urlWithPassword = /^[a-z][a-z0-9+]*:\/\/[^\s:@/]*:[^\s@/$]+@/i;

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

const assignment = /\b([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g;

/** `NAME=value ...` of ENV and ARG, and the old form `ENV NAME value`. */
const assignments = ({ keyword, rest }: Instruction): { name: string; value: string }[] => {
  if (keyword !== 'ENV' && keyword !== 'ARG') return [];
  const [, name = '', value = ''] = /^([A-Za-z_]\w*)\s+(.+)$/s.exec(rest) ?? [];
  if (keyword === 'ENV' && name !== '') return [{ name, value: value.trim() }];
  return [...rest.matchAll(assignment)].map(([, name = '', quoted = '']) => ({
    name,
    value: quoted.replace(/^(["'])(.*)\1$/s, '$2'),
  }));
};

/** Environment variables through which the challenge hands out API keys. */
const keyVariables = (challenge: Challenge): string[] =>
  Object.values(challenge.auth.callers).flatMap(({ apiKey }) => apiKey?.environment ?? []);

const secretsIn = (instruction: Instruction, keys: readonly string[]): string[] => {
  if (privateKey.test(instruction.rest)) return ['a private key'];
  const secrets = assignments(instruction).filter(
    ({ name, value }) =>
      urlWithPassword.test(value) || ((secretName.test(name) || keys.includes(name)) && !noSecret.test(value)),
  );
  return secrets.map(({ name }) => name.slice(0, maxShown));
};

const findingsIn = (instruction: Instruction, keys: readonly string[]): Finding[] =>
  secretsIn(instruction, keys).map((what) => ({
    message: `The Dockerfile writes ${what} with a value into the image or its history.`,
    expected: 'credentials from the environment at the start only',
    received: `${instruction.keyword} ${what}`,
    at: `Dockerfile:${instruction.line}`,
    remedy:
      'Leave the value out, let the process refuse to start without it, and change the credential if it was real.',
  }));

const maxShown = 80;
const maxFindings = 10;

export const imageSecrets = defineCheck({
  id: 'image-secrets',
  title: 'Holds no credentials in its Dockerfile',
  failureTitle: 'Holds credentials in its Dockerfile',
  plain: 'Keeps a password where everybody who gets the package can read it.',
  family: 'image',
  axis: 'infrastructure',
  points: 0,
  severity: 'medium',
  basis: 'advisory',
  reference: { label: 'CWE-798', url: 'https://cwe.mitre.org/data/definitions/798.html' },
  codes: ['CWE-798'],
  signals: ['security', 'operations'],
  question: 'How does a secret get into your service in production, and how is it changed?',
  visibility: 'public',
  needs: ['image'],
  async run({ challenge, facts: { image } }) {
    const keys = keyVariables(challenge);
    const findings = image.instructions.flatMap((instruction) => findingsIn(instruction, keys)).slice(0, maxFindings);
    return findings.length > 0 ? fail(findings) : undefined;
  },
});
