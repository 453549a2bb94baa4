import { clip, visible } from '../text.ts';

const content = Symbol('markup');

/** Markup made by the `html` tag; nothing else can make it. */
export type Markup = { readonly [content]: string };

export type Child = Markup | string | number | false | undefined | readonly Child[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Longest text that is put in as it comes; longer evidence says how long it may be: `quoted`. */
const maxTextCharacters = 600;

const escapeText = (text: string, maxCharacters: number): string =>
  visible(clip(text, maxCharacters)).replace(/[&<>"']/g, (character) => entities[character] ?? '');

const render = (child: Child): string => {
  if (child === false || child === undefined) return '';
  if (typeof child === 'number') return String(child);
  if (typeof child === 'string') return escapeText(child, maxTextCharacters);
  return content in child ? child[content] : child.map(render).join('');
};

/**
 * Template tag: the template is markup, every value in it is text (clipped, escaped, unseen characters made visible) unless
 * it is markup already. Values stand in text or in quoted attributes only.
 */
export const html = (template: TemplateStringsArray, ...values: Child[]): Markup => {
  let text = template[0] ?? '';
  for (const [index, value] of values.entries()) text += render(value) + (template[index + 1] ?? '');
  return { [content]: text };
};

/** The text of finished markup. */
export const markupText = (markup: Markup): string => markup[content];

/** Text of up to `maxCharacters`, escaped like any other. */
export const quoted = (text: string, maxCharacters: number): Markup => ({ [content]: escapeText(text, maxCharacters) });

/** Text that we made ourselves (a style sheet, the path of a curve), put in as it is. */
export const raw = (text: string): Markup => ({ [content]: text });
