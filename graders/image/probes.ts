import { type Api, anonymous, type Challenge, type Exchange, matchOperation } from '../../src/index.ts';

/** Asks a probe as an orchestrator does: a GET without credentials. */
export const askProbe = (api: Api, challenge: Challenge, path: string): Promise<Exchange> => {
  const operationId = matchOperation(challenge.operations.values(), 'GET', path)?.operationId;
  return api.send({ method: 'GET', path, as: anonymous, operationId });
};
