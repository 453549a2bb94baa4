import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFile(new URL(`../../../challenges/checkout/${path}`, import.meta.url), 'utf8');
const contract = await read('openapi.yaml');
const brief = await read('brief.md');

describe('the contract of checkout', () => {
  test('is what the reference solution publishes', async () => {
    expect(await read('solutions/node/openapi.yaml')).toBe(contract);
  });

  test('has no problem that Redocly knows of', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const absoluteRef = fileURLToPath(new URL('../../../challenges/checkout/openapi.yaml', import.meta.url));
    const problems = await lintFromString({ source: contract, absoluteRef, config });
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  test('has no problem that Spectral knows of, examples included', async () => {
    const spectral = new Spectral();
    // The published types of the two packages disagree. The contact is left to those who publish an API of their own.
    const ruleset = {
      extends: [[oas, 'recommended']],
      rules: { 'info-contact': 'off' },
    } as unknown as RulesetDefinition;
    spectral.setRuleset(ruleset);
    const problems = await spectral.run(parse(contract));
    expect(problems.map(({ code, message, path }) => `${code}: ${message} at ${path.join('/')}`)).toEqual([]);
  });

  test('lets every operation fail with a problem document', () => {
    const paths: Record<string, Record<string, { operationId?: string; responses?: object }>> = parse(contract).paths;
    const operations = Object.values(paths).flatMap((path) => Object.values(path).filter((each) => each.operationId));
    expect(operations).toHaveLength(22);
    for (const { operationId, responses } of operations) expect(responses, operationId).toHaveProperty('default');
  });
});

describe('the brief of checkout', () => {
  test('has the requirements R-01 to R-26 in order, each with its level', () => {
    const headings = [...brief.matchAll(/^### (R-\d\d) .+ \((?:junior|mid|senior|staff)\)$/gm)].map(
      (match) => match[1],
    );
    expect(headings).toEqual(Array.from({ length: 26 }, (_, index) => `R-${String(index + 1).padStart(2, '0')}`));
  });

  test('practises with keys whose public half is in the kit', async () => {
    const jwks = JSON.parse(/^AUTH_JWKS='(.+)'$/m.exec(await read('kit/.env.example'))?.[1] ?? '');
    const { n } = createPublicKey(await read('kit/practice-key.pem')).export({ format: 'jwk' });
    expect(jwks.keys.map((key: { n: string }) => key.n)).toEqual([n]);
  });
});
