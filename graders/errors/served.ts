import { CheckBlocked, type Exchange, succeeded } from '../../src/index.ts';

/**
 * An API that never served a valid request has shown nothing of how it treats invalid ones.
 * @throws CheckBlocked when no valid request was answered with success
 */
export const requireServed = (exchanges: readonly Exchange[]): void => {
  if (exchanges.some((exchange) => exchange.intent === 'valid' && succeeded(exchange))) return;
  throw new CheckBlocked('no valid request was answered with success');
};
