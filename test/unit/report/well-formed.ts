/** Characters XML 1.0 allows; `u` makes unpaired surrogates single code points, which are not in any range. */
const illegal = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const name = '[A-Za-z_][A-Za-z0-9_.-]*';
const reference = '&(?:amp|lt|gt|quot|apos|#\\d+|#x[0-9a-fA-F]+);';
const attribute = `\\s+${name}="(?:[^<&"]|${reference})*"`;
const token = new RegExp(
  `<(?<open>${name})(?<attributes>(?:${attribute})*)\\s*(?<empty>/?)>|</(?<close>${name})>|(?<text>(?:[^<&]|${reference})+)`,
  'uy',
);

const repeated = (attributes: string): string | undefined => {
  const names = [...attributes.matchAll(/\s([A-Za-z_][\w.-]*)="/g)].map((match) => match[1] ?? '');
  return names.find((one, index) => names.indexOf(one) !== index);
};

/**
 * Why a document without DTD, comments and CDATA is not well-formed XML 1.0, or nothing. Strict: whatever is not
 * recognised is an error.
 */
export const xmlProblem = (document: string): string | undefined => {
  const bad = illegal.exec(document);
  if (bad) return `illegal character U+${bad[0].codePointAt(0)?.toString(16)}`;
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(declaration)) return 'no XML declaration';
  const stack: string[] = [];
  token.lastIndex = declaration.length;
  let roots = 0;
  while (token.lastIndex < document.length) {
    const at = token.lastIndex;
    const groups = token.exec(document)?.groups;
    if (groups === undefined) return `unexpected "${document.slice(at, at + 40)}"`;
    const { open, attributes = '', empty, close, text } = groups;
    if (text?.includes(']]>')) return 'a "]]>" in text';
    if (text !== undefined && stack.length === 0 && text.trim() !== '') return 'text outside the root';
    if (open !== undefined) {
      if (stack.length === 0) roots += 1;
      if (repeated(attributes) !== undefined) return `attribute ${repeated(attributes)} twice`;
      if (empty !== '/') stack.push(open);
    }
    if (close !== undefined && stack.pop() !== close) return `</${close}> closes another element`;
  }
  if (stack.length > 0) return `<${stack.at(-1)}> is not closed`;
  return roots === 1 ? undefined : `${roots} root elements`;
};
