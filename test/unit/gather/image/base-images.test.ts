import { expect, test } from 'vitest';
import { candidateFault } from '../../../../src/core/errors.ts';
import { explainPullFailure } from '../../../../src/gather/image/base-images.ts';

const image = { reference: 'node:99', line: 2 };
const explain = (message: string) => explainPullFailure(image, new Error(message));

test.each([
  ['manifest for node:99 not found: manifest unknown: manifest unknown', 'candidate-fault base-image-unknown'],
  [
    "pull access denied for x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'candidate-fault base-image-unknown',
  ],
  ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'candidate-fault base-image-unknown'],
  [
    'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 10.0.0.1:53: no such host',
    'infra-error base-image-unavailable',
  ],
  [
    'Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded)',
    'infra-error base-image-unavailable',
  ],
  ['toomanyrequests: You have reached your pull rate limit', 'infra-error base-image-unavailable'],
  ['received unexpected HTTP status: 500 Internal Server Error', 'infra-error base-image-unavailable'],
  ['Get "https://ghcr.io/v2/": x509: certificate signed by unknown authority', 'infra-error base-image-unavailable'],
  ['unexpected EOF', 'infra-error base-image-unavailable'],
  ['connect ECONNREFUSED /var/run/docker.sock', 'infra-error base-image-unavailable'],
])('%s: %s', (message, expected) => {
  const error = explain(message);
  expect(`${error.fault} ${error.code}`).toBe(expected);
  expect(error.message).toContain('node:99');
});

test('says how to get an image that cannot be pulled', () => {
  expect(explain('dial tcp').hint).toContain('docker pull node:99');
});

test('a failure that is explained already stays as it is', () => {
  const own = candidateFault('x', 'y', 'z');
  expect(explainPullFailure(image, own)).toBe(own);
});
