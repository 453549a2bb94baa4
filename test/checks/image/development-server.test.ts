import { expect, test } from 'vitest';
import { developmentServer } from '../../../graders/image/development-server.ts';
import { imageFact, judgeFacts } from './facts.ts';

const judge = (...command: string[]) =>
  judgeFacts(developmentServer, { image: imageFact({ entrypoint: [], command }) });

test.each([
  ['node', 'dist/server.js'],
  ['npm', 'start'],
  ['npm', 'run', 'start:prod'],
  ['node', '--import', 'tsx', 'src/main.ts'],
  ['gunicorn', 'app:app', '--bind', '0.0.0.0:8080'],
  ['uvicorn', 'app.main:app'],
  ['bundle', 'exec', 'rails', 'server'],
  ['java', '-jar', 'devices.jar'],
  ['/app/go-runner'],
  [],
])('passes with %s %s', async (...command) => {
  expect(await judge(...command)).toMatchObject({ status: 'pass' });
});

test.each([
  ['npx', 'nodemon', 'src/index.js'],
  ['npm', 'run', 'dev'],
  ['yarn', 'dev'],
  ['tsx', 'watch', 'src/main.ts'],
  ['node', '--env-file=.env', '--watch', 'src/main.ts'],
  ['python', '-m', 'flask', '--app', 'x', 'run'],
  ['python', 'manage.py', 'runserver', '0.0.0.0:8080'],
  ['uvicorn', 'app:app', '--reload'],
  ['/bin/sh', '-c', 'alembic upgrade head && fastapi dev app'],
  ['./mvnw', 'spring-boot:run'],
  ['go', 'run', '.'],
  ['php', '-S', '0.0.0.0:8080'],
])('remarks on %s %s %s', async (...command) => {
  const verdict = await judge(...command);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'The container starts a tool of development instead of the service.',
      expected: 'the built service, started directly',
      received: command.join(' '),
      at: 'Dockerfile:13',
      remedy: 'Build the service in an earlier stage, copy the result and start that.',
    },
  ]);
});

test('costs nothing', () => {
  expect(developmentServer).toMatchObject({ basis: 'advisory', points: 0 });
});
