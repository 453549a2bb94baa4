import type { Operation, SpecFact } from '../../src/index.ts';
import { isJsonObject, valueAt } from '../../src/index.ts';

type Json = Record<string, unknown>;

const maxHops = 32;

const objectOf = (value: unknown): Json => (isJsonObject(value) ? value : {});

/** What a value of the document is once its references within the document are followed. */
const followed = (document: Json, value: unknown): Json => {
  let current = value;
  for (let hop = 0; hop < maxHops; hop++) {
    if (!isJsonObject(current)) return {};
    if (typeof current.$ref !== 'string') return current;
    current = valueAt(document, current.$ref.replace(/^#/, ''));
  }
  return {};
};

/** An operation as the document has it, with everything that is not read otherwise; empty where it is not found. */
export const rawOperation = ({ document }: Pick<SpecFact, 'document'>, { method, path }: Operation): Json => {
  const paths = objectOf(document.paths);
  // below a base path the longest template that fits is the whole of it
  const templates = Object.keys(paths).filter((template) => path.endsWith(template));
  const [template = ''] = templates.sort((a, b) => b.length - a.length);
  return objectOf(followed(document, paths[template])[method.toLowerCase()]);
};

/** Names, in lower case, of the headers that the document requires of a response; by exact status, range or default. */
export const requiredHeaders = (spec: Pick<SpecFact, 'document'>, own: Operation, status: number): string[] => {
  const responses = objectOf(rawOperation(spec, own).responses);
  const range = `${Math.floor(status / 100)}XX`;
  const key = [String(status), range, range.toLowerCase(), 'default'].find((name) => Object.hasOwn(responses, name));
  const { headers } = followed(spec.document, key === undefined ? undefined : responses[key]);
  return Object.entries(objectOf(headers))
    .filter(([, header]) => followed(spec.document, header).required === true)
    .map(([name]) => name.toLowerCase());
};
