import { expect, test } from 'vitest';
import { imageSecrets } from '../../../graders/image/image-secrets.ts';
import { imageFact, instructionsOf, judgeFacts, slowTexts } from './facts.ts';

const judge = (dockerfile: string) =>
  judgeFacts(imageSecrets, { image: imageFact({ instructions: instructionsOf(dockerfile) }) });

test.each([
  'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/ca.pem SSL_CERT_FILE=/etc/ssl/cert.pem',
  'ENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D',
  'ENV WAREHOUSE_KEY=',
  'ENV WAREHOUSE_KEY=""',
  'ARG NPM_TOKEN',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the Dockerfile
  'ENV NPM_TOKEN=$NPM_TOKEN JWT_SECRET="${JWT_SECRET}"',
  'ENV POSTGRES_PASSWORD_FILE=/run/secrets/password',
  'ENV TLS_PRIVATE_KEY=/run/secrets/key.pem',
  'ENV ALLOW_EMPTY_PASSWORD=yes',
  'ENV SECRET_KEY_BASE=dummy',
  'ENV KEY=value KEYBOARD=de MONKEY=1 TOKENIZERS_PARALLELISM=false PWD=/app',
  'ENV DATABASE_URL=postgres://localhost/checkout',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the Dockerfile
  'ENV DATABASE_URL=postgres://user:${PASSWORD}@db/checkout',
  'RUN echo API_KEY=abc123',
  'LABEL token=abc123',
])('passes with %s', async (line) => {
  expect(await judge(`FROM a\n${line}`)).toMatchObject({ status: 'pass', findings: [] });
});

test.each([
  ['WAREHOUSE_KEY', 'ENV WAREHOUSE_KEY=practice-key'],
  ['DB_PASSWORD', 'ENV PORT=8080 DB_PASSWORD="with spaces" LOG=info'],
  ['JWT_SECRET', "ENV JWT_SECRET='s3cr3t'"],
  ['API_KEY', 'ENV API_KEY old form'],
  ['NPM_TOKEN', 'ARG NPM_TOKEN=npm_0123'],
  ['DATABASE_URL', 'ENV DATABASE_URL=postgres://user:pass@db:5432/checkout'],
  ['a private key', 'ENV AUTH="-----BEGIN RSA PRIVATE KEY-----MIIE"'],
  ['a private key', 'RUN printf -- "-----BEGIN PRIVATE KEY-----" > key.pem'],
])('remarks on %s, without its value', async (what, line) => {
  const verdict = await judge(`FROM a\n${line}`);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: `The Dockerfile writes ${what} with a value into the image or its history.`,
      expected: 'credentials from the environment at the start only',
      received: `${line.split(' ')[0]} ${what}`,
      at: 'Dockerfile:2',
      remedy:
        'Leave the value out, let the process refuse to start without it, and change the credential if it was real.',
    },
  ]);
});

test('judges what the Dockerfile sets, not what the base image brings along', async () => {
  const image = imageFact({ environment: ['SOME_SECRET=of-the-base-image'] });
  expect(await judgeFacts(imageSecrets, { image })).toMatchObject({ status: 'pass' });
});

test('takes hostile instructions in its stride', async () => {
  const begun = performance.now();
  for (const rest of ['', '=', 'A=', '"', ...slowTexts]) {
    const instructions = ['ENV', 'ARG', 'RUN'].map((keyword, line) => ({ line, keyword, rest }));
    expect((await judgeFacts(imageSecrets, { image: imageFact({ instructions }) })).status).not.toBe('error');
  }
  expect(performance.now() - begun).toBeLessThan(2000);
});
