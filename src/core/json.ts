/** The parts of a JSON pointer (RFC 6901), unescaped. */
const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is a JSON object (not null, not an array). */
export const isJsonObject = isObject;

/** The value at a JSON pointer, or undefined where there is none. Own properties only. */
export const valueAt = (value: unknown, pointer: string): unknown => {
  let current = value;
  for (const part of partsOf(pointer)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = (current as Record<string, unknown>)[part];
  }
  return current;
};

const edited = (
  value: unknown,
  parts: string[],
  edit: (holder: Record<string, unknown>, key: string) => void,
): unknown => {
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(isObject(value) ? value : {}) };
  const [head, ...rest] = parts;
  if (head === undefined) return copy;
  if (rest.length === 0) edit(copy, head);
  else copy[head] = edited(copy[head], rest, edit);
  return copy;
};

/** A copy of the document with the value at the pointer set; missing objects on the way are made. */
export const withValue = (document: unknown, pointer: string, value: unknown): unknown =>
  edited(document, partsOf(pointer), (holder, key) => {
    holder[key] = value;
  });

/** A copy of the document without the member at the pointer. */
export const withoutValue = (document: unknown, pointer: string): unknown =>
  edited(document, partsOf(pointer), (holder, key) => {
    delete holder[key];
  });

/** JSON of a text, or undefined where it is none. Never throws. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
