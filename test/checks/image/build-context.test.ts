import { expect, test } from 'vitest';
import { buildContext } from '../../../graders/image/build-context.ts';
import { imageFact, instructionsOf, judgeFacts, slowTexts } from './facts.ts';

const judge = (dockerfile: string, hasDockerignore = false) =>
  judgeFacts(buildContext, { image: imageFact({ instructions: instructionsOf(dockerfile), hasDockerignore }) });

const sound = {
  'named paths': 'FROM a\nCOPY package.json src ./',
  'a subdirectory': 'FROM a\nCOPY ./server/ .',
  'a built file of an earlier stage':
    'FROM a AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app\nFROM scratch\nCOPY --from=build /app /app',
  'a built directory of an earlier stage':
    'FROM a AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM a\nWORKDIR /app\nCOPY --from=build /app/dist ./dist\nCOPY --from=0 /app/node_modules ./node_modules',
  'an image that is no stage': 'FROM a AS build\nCOPY . .\nFROM a\nCOPY --from=busybox / /x',
  'a context of the stage only': 'FROM a AS tests\nCOPY . .\nFROM a\nCOPY src .',
  'history deleted in an earlier stage':
    'FROM a AS build\nWORKDIR /app\nCOPY . .\nRUN rm -rf .git && npm prune\nFROM a\nCOPY --from=build /app /app',
  'history excluded': 'FROM a\nCOPY --exclude=.git --exclude=node_modules . .',
  'a mount, which does not stay': 'FROM a\nRUN --mount=type=bind,target=. make',
  'a glob of one kind': 'FROM a\nCOPY *.json ./',
  'a variable': 'FROM a\nCOPY $FILES .',
};

test.each(Object.entries(sound))('passes with %s', async (_, dockerfile) => {
  expect(await judge(dockerfile)).toMatchObject({ status: 'pass' });
});

const broken: Record<string, [line: number, dockerfile: string]> = {
  'COPY . .': [3, 'FROM a\nWORKDIR /app\nCOPY . .'],
  'COPY ./ ./ with flags': [2, 'FROM a\nCOPY --link --chown=node:node ./ ./'],
  'ADD . /app': [2, 'FROM a\nADD . /app'],
  'a JSON list': [2, 'FROM a\nCOPY [".", "/app"]'],
  'a glob of everything': [2, 'FROM a\nCOPY * /app/'],
  'one of several sources': [2, 'FROM a\nCOPY package.json . /app/'],
  'the stage it is built upon': [2, 'FROM a AS base\nCOPY . /app\nFROM base\nUSER node'],
  'a whole earlier stage': [3, 'FROM a AS build\nWORKDIR /app\nCOPY . .\nFROM a\nCOPY --from=build /app /app'],
  'a whole earlier stage by number': [3, 'FROM a\nWORKDIR /app\nCOPY . .\nFROM a\nCOPY --from=0 /app/ .'],
  'a stage through two others': [
    2,
    'FROM a AS one\nCOPY . /src\nFROM a AS two\nCOPY --from=one / /all\nFROM a\nCOPY --from=two /all/. /srv',
  ],
  'a directory named by a variable': [
    3,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the Dockerfile
    'FROM --platform=linux/amd64 a as Build\nWORKDIR ${HOME}/app\nCOPY . .\nFROM a\nCOPY --from=build $HOME/app /app',
  ],
  'history deleted too late': [2, 'FROM a\nCOPY . /app\nRUN rm -rf /app/.git'],
};

test.each(Object.entries(broken))('fails with %s', async (_, [line, dockerfile]) => {
  const verdict = await judge(dockerfile);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'The image holds a copy of everything in the repository, and there is no .dockerignore.',
      expected: 'named files and directories, or a .dockerignore that leaves out .git and dependencies',
      received: dockerfile.split('\n')[line - 1],
      at: `Dockerfile:${line}`,
      remedy: 'Add a .dockerignore with .git, node_modules and the like, or copy only what the service needs.',
    },
  ]);
});

test('passes with a .dockerignore', async () => {
  expect(await judge('FROM a\nCOPY . .', true)).toMatchObject({ status: 'pass' });
});

test('passes on the sound image', async () => {
  expect(await judgeFacts(buildContext)).toMatchObject({ status: 'pass' });
});

test('takes hostile instructions in its stride', async () => {
  const begun = performance.now();
  for (const rest of ['', '--', '--from=', '[', '[1, null]', '--from=9 / /', ...slowTexts]) {
    const keywords = ['FROM', 'WORKDIR', 'COPY', 'ADD', 'RUN', 'ONBUILD'];
    const instructions = keywords.map((keyword, index) => ({ line: index + 1, keyword, rest }));
    expect((await judgeFacts(buildContext, { image: imageFact({ instructions }) })).status).not.toBe('error');
    const reversed = instructions.toReversed();
    expect((await judgeFacts(buildContext, { image: imageFact({ instructions: reversed }) })).status).not.toBe('error');
  }
  expect(performance.now() - begun).toBeLessThan(2000);
});
