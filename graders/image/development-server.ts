import { defineCheck, fail } from '../../src/index.ts';
import { startLine, startPlace } from './start-command.ts';

/** Programs that watch files, reload, compile at the start or say of themselves that they are not for production. */
const development =
  /\b(nodemon|ts-node-dev|(tsx|bun) (--)?watch|node .*--watch|nest start .*--watch|(npm|yarn|pnpm|bun)( run)? (dev|start:dev)|flask .*run|manage\.py runserver|fastapi dev|(uvicorn|gunicorn) .*--reload|artisan serve|php -S|spring-boot:run|bootRun|dotnet (watch|run)|go run|cargo (run|watch)|quarkus:dev)\b/;

export const developmentServer = defineCheck({
  id: 'development-server',
  title: 'Starts the service itself',
  failureTitle: 'Starts a tool of development',
  plain: 'Runs in production with tools made for the workbench.',
  family: 'image',
  axis: 'infrastructure',
  points: 0,
  severity: 'low',
  basis: 'advisory',
  reference: { label: 'The Twelve-Factor App, V', url: 'https://12factor.net/build-release-run' },
  signals: ['operations'],
  question: 'What differs between how you start the service on your machine and in production?',
  visibility: 'public',
  needs: ['image'],
  async run({ facts: { image } }) {
    const line = startLine(image);
    if (!development.test(line)) return undefined;
    return fail([
      {
        message: 'The container starts a tool of development instead of the service.',
        expected: 'the built service, started directly',
        received: line,
        at: startPlace(image),
        remedy: 'Build the service in an earlier stage, copy the result and start that.',
      },
    ]);
  },
});
