import { usageError } from '../../core/errors.ts';

/** A full commit id: 40 hex digits (SHA-1) or 64 (SHA-256). */
export const isFullId = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text);

// The rules of `git check-ref-format`, and no leading dash.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a name
const forbidden = /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^[-/.]|[/.]$|\/\.|\.lock(?:\/|$)/;

/**
 * The full names a branch or tag may have, most likely first.
 * @throws AssayError usage `ref-invalid` for what cannot be the name of a branch or tag
 */
export const candidateRefs = (ref: string): string[] => {
  if (ref === '' || ref === '@' || forbidden.test(ref)) {
    throw usageError(
      'ref-invalid',
      `${JSON.stringify(ref)} cannot be the name of a branch or tag`,
      'give a branch, a tag or a full commit id with --ref',
    );
  }
  return ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
};
