import { expect, test } from 'vitest';
import { developmentDependencies } from '../../../graders/image/development-dependencies.ts';
import { imageFact, instructionsOf, judgeFacts, slowTexts } from './facts.ts';

const judge = (dockerfile: string, environment: string[] = []) =>
  judgeFacts(developmentDependencies, {
    image: imageFact({ instructions: instructionsOf(dockerfile), environment }),
  });

test.each([
  'FROM a\nRUN npm ci --omit=dev',
  'FROM a\nRUN npm install --production && npm cache clean --force',
  'FROM a\nRUN npm ci\nRUN npm run build && npm prune --omit=dev',
  'FROM a\nRUN npm install -g pnpm@10\nRUN pnpm install --prod --frozen-lockfile',
  'FROM a\nRUN yarn install --frozen-lockfile --production',
  'FROM a\nRUN poetry install --only main',
  'FROM a\nRUN uv sync --frozen --no-dev',
  'FROM a\nRUN pip install -r requirements.txt',
  'FROM a\nRUN composer install --no-dev',
  'FROM a AS build\nRUN npm ci\nFROM a\nCOPY --from=build /app/dist /app/dist',
  'FROM a\nCOPY app /app',
])('passes with %s', async (dockerfile) => {
  expect(await judge(dockerfile)).toMatchObject({ status: 'pass' });
});

test.each([
  'npm ci',
  'npm install',
  'npm i && npm run build',
  'yarn',
  'yarn install --frozen-lockfile',
  'pnpm install --frozen-lockfile',
  'poetry config virtualenvs.create false && poetry install',
  'uv sync --frozen',
  'composer install',
  'pip install --no-cache-dir -r requirements-dev.txt',
])('remarks on %s', async (command) => {
  const verdict = await judge(`FROM a\n\nRUN ${command}`);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'The last stage installs dependencies without leaving out those of development.',
      expected: 'an install without development dependencies, or a copy from an earlier stage',
      received: `RUN ${command}`,
      at: 'Dockerfile:3',
      remedy:
        'Install with npm ci --omit=dev or the like, or install and build in an earlier stage and copy the result.',
    },
  ]);
});

test('sees what the stage is built upon', async () => {
  expect(await judge('FROM a AS base\nRUN npm ci\nFROM base\nUSER node')).toMatchObject({ status: 'fail' });
});

test('passes with NODE_ENV=production, which leaves them out', async () => {
  expect(await judge('FROM a\nRUN npm ci', ['NODE_ENV=production'])).toMatchObject({ status: 'pass' });
});

test('takes hostile instructions in its stride, and costs nothing', async () => {
  const begun = performance.now();
  for (const rest of slowTexts) {
    const instructions = ['FROM', 'RUN', 'RUN'].map((keyword, line) => ({ line, keyword, rest }));
    const verdict = await judgeFacts(developmentDependencies, { image: imageFact({ instructions, environment: [] }) });
    expect(verdict.status).not.toBe('error');
  }
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(developmentDependencies).toMatchObject({ basis: 'advisory', points: 0 });
});
