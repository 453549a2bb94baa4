import type { JSONWebKeySet } from 'jose';

export type Config = {
  port: number;
  databaseUrl: string;
  auth: { jwks: JSONWebKeySet; issuer: string; audience: string };
  warehouseKey: string;
  checkoutLimit: { requests: number; windowMs: number };
  logLevel: string;
};

/** Reads the configuration; throws one error that names everything missing or malformed. */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const faults: string[] = [];
  const text = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') faults.push(`${name} is not set`);
    return value;
  };
  const number = (name: string): number => {
    const value = text(name);
    if (value !== '' && !/^[1-9][0-9]*$/.test(value)) faults.push(`${name} must be a whole number above 0`);
    return Number(value);
  };
  const keySet = (name: string): JSONWebKeySet => {
    const value = text(name) || '{"keys":[]}';
    try {
      const set = JSON.parse(value);
      if (Array.isArray(set.keys)) return set;
    } catch {
      // reported below, without the value
    }
    faults.push(`${name} must be a JSON Web Key Set`);
    return { keys: [] };
  };

  const config: Config = {
    port: number('PORT'),
    databaseUrl: text('DATABASE_URL'),
    auth: { jwks: keySet('AUTH_JWKS'), issuer: text('AUTH_ISSUER'), audience: text('AUTH_AUDIENCE') },
    warehouseKey: text('WAREHOUSE_KEY'),
    checkoutLimit: {
      requests: number('CHECKOUT_RATE_LIMIT'),
      windowMs: number('CHECKOUT_RATE_WINDOW_SECONDS') * 1000,
    },
    logLevel: env.LOG_LEVEL || 'info',
  };
  if (faults.length > 0) throw new Error(`the configuration is not complete: ${faults.join(', ')}`);
  return config;
};
