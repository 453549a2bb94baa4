// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile
import { describe, expect, test } from 'vitest';
import { reviewDockerfile, reviewTriggers } from '../../../../src/gather/image/policy.ts';
import { messageOf, outcomeOf } from './support.ts';

const platform = { os: 'linux', architecture: 'amd64' };
const review = (text: string) => reviewDockerfile(text, platform);
const bases = (text: string) => review(text).baseImages.map(({ reference, line }) => `${line} ${reference}`);

describe('ADD from the network is refused', () => {
  test.each([
    'ADD http://127.0.0.1/x /x',
    'ADD https://example.com/a.tar.gz /x/',
    'ADD --chown=1:1 https://example.com/a /x',
    'ADD --checksum=sha256:00 https://example.com/a /x',
    'ADD local http://169.254.169.254/latest /x/',
    'ADD ["http://127.0.0.1/x", "/x"]',
    'ADD ["local","http://127.0.0.1/x","/x"]',
    'ADD "http://127.0.0.1/x" /x',
    'ADD h"tt"p://127.0.0.1/x /x',
    'ADD h\\ttp://127.0.0.1/x /x',
    'ADD git@github.com:a/b.git /x',
    'ADD git://host/x /x',
    'ADD ssh://git@host/x /x',
    'ARG U=http://127.0.0.1/x\nADD $U /x',
    'ENV U=http://127.0.0.1/x\nADD ${U} /x',
    'ENV U http://127.0.0.1/x\nADD ${U:-y} /x',
    'ARG P=http\nADD $P://127.0.0.1/x /x',
    'ADD $FROM_THE_BASE_IMAGE /x',
    'ADD ["$FROM_THE_BASE_IMAGE","/x"]',
    'ADD \\$U /x',
    'ADD http:/\\\n/127.0.0.1/x /x',
    'add \\\n# comment\n  http://127.0.0.1/x /x',
    'ONBUILD ADD http://127.0.0.1/x /x',
    'RUN <<EOF\nADD http://127.0.0.1/x /x\nEOF',
    'COPY <<EOF /x\necho \\\nADD http://127.0.0.1/x /x\nEOF',
  ])('%j', (line) => expect(outcomeOf(() => review(`FROM a\n${line}\n`))).toBe('refused remote-add'));

  test('with the line', () => {
    expect(messageOf(() => review('FROM a\nRUN x \\\n y\nADD http://h/x /x'))).toMatch(/^line 4 of the Dockerfile/);
  });

  test('even where an escape directive would hide it', () => {
    expect(outcomeOf(() => review('# escape=`\nFROM a\nADD h`ttp://127.0.0.1/x /x'))).toBe('refused remote-add');
    expect(outcomeOf(() => review('# escape=`\nFROM a\nRUN x \\\nADD http://127.0.0.1/x /x'))).toBe(
      'refused remote-add',
    );
  });
});

describe('local files may be added', () => {
  test.each([
    'ADD a.tar.gz /x',
    'ADD --chown=1:1 ["a b", "/x"]',
    'ARG JAR=target/*.jar\nADD ${JAR} app.jar',
    'ARG V\nADD app-${V:-1}.jar app.jar',
    'ADD a $SOMEWHERE/',
    'COPY http://looks-like-a-url /x',
  ])('%j', (line) => expect(outcomeOf(() => review(`FROM a\n${line}\n`))).toBe('accepted'));
});

describe('a foreign base image is refused', () => {
  test.each([
    'FROM 127.0.0.1:5000/x',
    'FROM localhost/x',
    'FROM --platform=linux/amd64 10.0.0.1/x AS a',
    'FROM registry.evil.example/x',
    'ARG R=127.0.0.1:5000\nFROM $R/x',
    'ARG R=127.0.0.1:5000\nARG I=${R}/x\nFROM "${I}"',
    'FROM a\nCOPY --from=127.0.0.1:5000/x /a /b',
    'FROM a\nCOPY --from="127.0.0.1:5000/x" /a /b',
    'FROM a\nCOPY --from=$X /a /b',
    'FROM a\nRUN --mount=type=bind,from=127.0.0.1:5000/x,target=/x ls',
    'FROM a\nRUN --mount=from=127.0.0.1:5000/x,target=/x ls',
    'FROM a\nONBUILD COPY --from=127.0.0.1:5000/x /a /b',
    'FROM a\nRUN <<EOF\nFROM 127.0.0.1:5000/x\nEOF',
    'FROM ${X#y}/z',
  ])('%j', (text) => expect(outcomeOf(() => review(text))).toBe('refused base-image'));
});

test('base images are listed once, in order, without stages and scratch', () => {
  const text = [
    'ARG NODE="24"',
    'ARG VARIANT=${MISSING:-slim}',
    'FROM node:${NODE}-$VARIANT AS Build',
    'FROM scratch AS empty',
    'FROM build',
    'COPY --from=Build /a /a',
    'COPY --from=0 /a /b',
    'COPY --from=busybox:1 /bin/sh /bin/sh',
    'RUN --mount=type=bind,from=build,target=/x ls',
    'RUN --mount=type=bind,from=alpine,target=/x ls',
    'FROM node:24-slim',
  ].join('\n');
  expect(bases(text)).toEqual(['3 node:24-slim', '8 busybox:1', '10 alpine']);
  expect(review(text).stages).toEqual([2, 3, 4, 10]);
});

test('stages may be chosen by the architecture', () => {
  expect(bases('FROM a AS base-amd64\nFROM b AS base-arm64\nARG TARGETARCH\nFROM base-${TARGETARCH}')).toEqual([
    '1 a',
    '2 b',
  ]);
});

describe('a frontend', () => {
  test.each([
    'docker/dockerfile:1',
    'docker/dockerfile:1.7',
    'docker/dockerfile:1.7-labs',
    'docker.io/docker/dockerfile:1',
  ])('%s may be named', (name) => {
    expect(outcomeOf(() => review(`# syntax=${name}\nFROM a`))).toBe('accepted');
  });

  test.each([
    'evil/frontend',
    'docker/dockerfile:2',
    'docker/dockerfile',
    'docker/dockerfile:1@sha256:00',
    'evil/docker/dockerfile:1',
    'docker/dockerfile:1\u00a0x',
  ])('%j may not be named', (name) =>
    expect(outcomeOf(() => review(`# syntax=${name}\nFROM a`))).toBe('refused frontend'),
  );
});

describe('more than a build may do is refused', () => {
  test.each([
    'RUN --security=insecure mount',
    'RUN --network=host curl x',
    'RUN --mount=type=secret,id=x cat /run/secrets/x',
    'RUN --mount=type=ssh git clone x',
    'RUN --mount=TYPE=secret,id=x cat x',
    'RUN --mount=type=$T,id=x cat x',
    'RUN --mount=\\"type=secret\\",id=x cat x',
    'ONBUILD RUN --network=host x',
  ])('%j', (line) => expect(outcomeOf(() => review(`FROM a\n${line}`))).toBe('refused entitlement'));

  test.each([
    'RUN --network=none make',
    'RUN --security=sandbox make',
    'RUN --mount=type=cache,target=/root/.npm npm ci',
    'RUN --mount=type=cache,target=${HOME}/.npm npm ci',
    'RUN --mount=type=tmpfs,target=/tmp make',
    'RUN curl --network=host',
  ])('%j may be done', (line) => expect(outcomeOf(() => review(`FROM a\n${line}`))).toBe('accepted'));
});

describe('labels of ours are refused', () => {
  test.each([
    'LABEL assay.run=x',
    'LABEL a=b "assay.run"=x',
    'LABEL as"say".owner=x',
    'LABEL ASSAY.run x',
    'LABEL $K=x',
    'LABEL a\\ssay.run=x',
    'ONBUILD LABEL assay.run=x',
  ])('%j', (line) => expect(outcomeOf(() => review(`FROM a\n${line}`))).toBe('refused label'));

  test.each(['LABEL org.opencontainers.image.title="assay.x" a=$B', 'LABEL maintainer some $one'])(
    '%j may be set',
    (line) => {
      expect(outcomeOf(() => review(`FROM a\n${line}`))).toBe('accepted');
    },
  );
});

test('what old and new builders read differently is refused', () => {
  expect(outcomeOf(() => review('FROM a\nRUN true \\\\\nUSER x'))).toBe('refused dockerfile-ambiguous');
});

test('SQL in a heredoc is no base image', () => {
  expect(bases('FROM a\nCOPY <<EOF /x.sql\nSELECT *\nFROM users u\nFROM "Users"\nEOF')).toEqual(['1 a']);
});

describe('what a base image brings along', () => {
  const base = { reference: 'evil/image', line: 7 };

  test.each([
    [['ADD http://127.0.0.1/x /x'], 'refused remote-add'],
    [['ADD $X /x'], 'refused remote-add'],
    [['LABEL assay.run=x'], 'refused label'],
    [['COPY --from=127.0.0.1/x /a /b'], 'refused base-image'],
    [['COPY package.json .', 'RUN npm ci'], 'accepted'],
  ])('%j: %s', (triggers, expected) =>
    expect(outcomeOf(() => reviewTriggers(triggers, base, platform))).toBe(expected),
  );

  test('is refused with the line that names the image', () => {
    expect(messageOf(() => reviewTriggers(['ADD http://x/y /z'], base, platform))).toMatch(/^line 7 /);
  });
});
