// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile
import { expect, test } from 'vitest';
import { assertFrontend, buildKitFeature } from '../../../../src/gather/image/builder.ts';
import { parseDockerfile } from '../../../../src/gather/image/dockerfile.ts';
import { outcomeOf } from './support.ts';

test.each([
  ['RUN --mount=type=cache,target=/x y', 'RUN --mount'],
  ['RUN --network=none y', 'RUN --network'],
  ['COPY --chmod=755 a b', 'COPY --chmod'],
  ['COPY --from=a --link a b', 'COPY --link'],
  ['RUN <<EOF\nx\nEOF', 'a heredoc'],
  ['ARG TARGETARCH', 'a platform argument'],
  ['FROM --platform=$BUILDPLATFORM b', 'FROM --platform with a variable'],
  ['FROM --platform=linux/amd64 b', undefined],
  ['COPY --from=a --chown=1:1 a b', undefined],
  ['ADD --chown=1 a b', undefined],
  ['RUN x --mount=y', undefined],
  ['HEALTHCHECK --interval=1s CMD x', undefined],
  ['ARG TARGET', undefined],
])('%j needs BuildKit for %s', (line, feature) => {
  expect(buildKitFeature(parseDockerfile(`# syntax=docker/dockerfile:1\nFROM a\n${line}`))).toBe(feature);
});

test.each([
  ['a heredoc', '1.41', 'infra-error engine-too-old'],
  ['COPY --link', '1.41', 'infra-error engine-too-old'],
  ['RUN --mount', '1.41', 'accepted'],
  ['a heredoc', '1.42', 'accepted'],
  ['a heredoc', '1.51', 'accepted'],
])('%s on API %s: %s', (feature, apiVersion, expected) => {
  expect(outcomeOf(() => assertFrontend(feature, apiVersion))).toBe(expected);
});
