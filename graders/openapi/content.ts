import type { Exchange, JsonSchema, Operation } from '../../src/index.ts';
import { headerOf, mediaTypeOf, responseFor, statusOf } from '../../src/index.ts';

/** Media types declared for the status of an answer, without parameters; undefined where the status is not declared. */
export const declaredTypes = (own: Operation, exchange: Exchange): string[] | undefined => {
  const response = responseFor(own, statusOf(exchange));
  return response && Object.keys(response.mediaTypes);
};

const fits = (declared: string, type: string): boolean => {
  const [main = '', sub = ''] = mediaTypeOf(declared).split('/');
  if (main === '*') return true;
  return sub === '*' ? type.startsWith(`${main}/`) : mediaTypeOf(declared) === type;
};

/** What the document declares for the media type of an answer: by name, else by the range it falls into. */
export const declaredContent = (own: Operation, exchange: Exchange): { schema?: JsonSchema } | undefined => {
  const { mediaTypes = {} } = responseFor(own, statusOf(exchange)) ?? {};
  const type = mediaTypeOf(headerOf(exchange, 'content-type'));
  const names = Object.keys(mediaTypes).filter((declared) => fits(declared, type));
  const name = names.find((declared) => !declared.includes('*')) ?? names[0];
  return name === undefined ? undefined : { schema: mediaTypes[name] };
};

/** The answer can have no body, whatever the document says (RFC 9110, section 6.4.1). */
export const isBodiless = (exchange: Exchange): boolean =>
  exchange.request.method === 'HEAD' || statusOf(exchange) === 204 || statusOf(exchange) === 304;
