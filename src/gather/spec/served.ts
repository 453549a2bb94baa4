import { candidateFault } from '../../core/errors.ts';
import type { Exchange } from '../../core/exchange.ts';
import { tooHeavy } from './budget.ts';
import { statesVersion } from './locate.ts';

/** Where frameworks and people serve the document, the usual places first. */
const paths = [
  '/openapi.json',
  '/openapi.yaml',
  '/openapi.yml',
  '/v3/api-docs',
  '/api-docs',
  '/docs/openapi.json',
  '/docs/openapi.yaml',
  '/swagger.json',
  '/api-docs.json',
  '/docs-json',
  '/docs/json',
  '/api-json',
  '/api/openapi.json',
  '/api/docs/openapi.json',
  '/documentation/json',
  '/swagger/json',
  '/swagger-json',
  '/swagger/v1/swagger.json',
  '/swagger/doc.json',
  '/openapi/v1.json',
  '/v1/openapi.json',
  '/v2/openapi.json',
  '/v1/api-docs',
  '/v2/api-docs',
  '/q/openapi?format=json',
  '/schema/openapi.json',
  '/api/schema/?format=json',
  '/openapi',
  '/doc',
];

type ServedSpec = { path: string; text: string };

/** An answer that is an OpenAPI document; HTML pages and others' JSON are not. */
const documentIn = ({ response }: Exchange): string | undefined => {
  if (response?.status !== 200 || /^\s*</.test(response.body.slice(0, 1_000))) return undefined;
  return statesVersion(response.body) ? response.body : undefined;
};

/**
 * Asks the running API for its OpenAPI document at the usual paths, one after the other.
 * @throws AssayError `spec-too-heavy` when an answer is cut off by the client's cap, the reason of `signal` when aborted
 */
export const fetchSpec = async (
  fetchPath: (path: string) => Promise<Exchange>,
  signal: AbortSignal,
): Promise<ServedSpec | undefined> => {
  for (const path of paths) {
    signal.throwIfAborted();
    const exchange = await fetchPath(path);
    const text = documentIn(exchange);
    if (text !== undefined) return { path, text };
    if (exchange.failure?.kind === 'too-large') throw tooHeavy(path, 'the answer is larger than is read');
  }
  return undefined;
};

/** Neither the repository nor the running API has one. */
export const missingSpec = () =>
  candidateFault(
    'spec-missing',
    'no OpenAPI document was found in the repository or served by the API; expected `openapi.yaml` or `openapi.json`.',
    'Put the document at the root of the repository as `openapi.yaml`, or serve it at `/openapi.json`.',
  );
