import { STATUS_CODES } from 'node:http';
import type { FastifyError } from 'fastify';
import { DatabaseUnavailable } from './database.ts';

const kinds = {
  'invalid-body': [422, 'The body is not valid'],
  'invalid-parameter': [400, 'A parameter is not valid'],
  unauthorized: [401, 'Credentials are missing or not accepted'],
  forbidden: [403, 'The caller may not do this'],
  'not-found': [404, 'There is no such thing'],
  'method-not-allowed': [405, 'The resource does not have this method'],
  'sku-exists': [409, 'Another product has this SKU'],
  'currency-mismatch': [409, 'The cart has another currency'],
  'cart-full': [409, 'The cart has as many lines as it can hold'],
  'cart-empty': [409, 'The cart is empty'],
  'cart-checked-out': [409, 'The cart was checked out'],
  'out-of-stock': [409, 'Not enough stock'],
  'order-state': [409, 'The order is in another state'],
  'key-in-progress': [409, 'A request with this key is in progress'],
  'key-reused': [422, 'The key was used with another body'],
  'precondition-failed': [412, 'It was changed since it was read'],
  'precondition-required': [428, 'If-Match is missing'],
  'rate-limited': [429, 'Too many requests'],
  unavailable: [503, 'The service is not available now'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type Fault = { pointer?: string; parameter?: string; message: string };

/** What a client did wrong, or what is in its way; answered as it is. */
export class Problem extends Error {
  readonly kind: keyof typeof kinds;
  readonly headers: Record<string, string>;
  readonly errors: Fault[] | undefined;

  constructor(
    kind: keyof typeof kinds,
    detail = '',
    more: { headers?: Record<string, string>; errors?: Fault[] } = {},
  ) {
    super(detail);
    this.kind = kind;
    this.headers = more.headers ?? {};
    this.errors = more.errors;
  }
}

export const notFound = (what: string) => new Problem('not-found', `There is no such ${what}.`);

export const invalidBody = (pointer: string, message: string) =>
  new Problem('invalid-body', '', { errors: [{ pointer, message }] });

export const invalidParameter = (parameter: string, message: string) =>
  new Problem('invalid-parameter', '', { errors: [{ parameter, message }] });

/** Text that PostgreSQL can store and UTF-8 can carry. */
export const assertStorable = (pointer: string, value: string | null | undefined) => {
  if (value?.includes('\0') || value?.isWellFormed() === false) throw invalidBody(pointer, 'must be well-formed text');
};

export type ProblemDocument = { type?: string; title: string; status: number; detail?: string; errors?: Fault[] };

const documentOf = (problem: Problem): ProblemDocument => {
  const [status, title] = kinds[problem.kind];
  return {
    type: `/problems/${problem.kind}`,
    title,
    status,
    ...(problem.message && { detail: problem.message }),
    ...(problem.errors && { errors: problem.errors }),
  };
};

/** What Fastify adds to the errors it makes. */
type Failure = Error & Partial<Pick<FastifyError, 'statusCode' | 'validation' | 'validationContext'>>;

const fromValidation = ({ validation = [], validationContext }: Failure): Problem => {
  const inBody = validationContext === 'body';
  const errors = validation.map(({ instancePath, params, message = 'is not valid' }) => {
    const pointer = params.missingProperty ? `${instancePath}/${params.missingProperty}` : instancePath;
    return inBody ? { pointer, message } : { parameter: pointer.slice(1), message };
  });
  return new Problem(inBody ? 'invalid-body' : 'invalid-parameter', '', { errors });
};

export const problemOfStatus = (status: number): ProblemDocument => ({
  title: STATUS_CODES[status] ?? 'Error',
  status,
});

/** What to answer to an error; anything unknown is 500 and says nothing about itself. */
export const answerTo = (error: Failure): { document: ProblemDocument; headers: Record<string, string> } => {
  if (error instanceof Problem) return { document: documentOf(error), headers: error.headers };
  if (error.validation) return answerTo(fromValidation(error));
  if (error instanceof DatabaseUnavailable) {
    return { document: documentOf(new Problem('unavailable')), headers: { 'retry-after': '1' } };
  }
  const { statusCode = 500 } = error;
  return { document: problemOfStatus(Math.min(statusCode, 500)), headers: {} };
};
