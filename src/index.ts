export type * from './core/api.ts';
export type * from './core/artifact.ts';
export type * from './core/challenge.ts';
export * from './core/check.ts';
export * from './core/errors.ts';
export type * from './core/exchange.ts';
export type * from './core/finding.ts';
export * from './core/verdict.ts';
