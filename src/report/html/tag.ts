import { visible } from '../text.ts';

const content = Symbol('markup');

/** Markup made by the `html` tag; nothing else can make it. */
export type Markup = { readonly [content]: string };

export type Child = Markup | string | number | false | undefined | readonly Child[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeText = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');

const render = (child: Child): string => {
  if (child === false || child === undefined) return '';
  if (typeof child === 'number') return String(child);
  if (typeof child === 'string') return escapeText(child);
  return content in child ? child[content] : child.map(render).join('');
};

/**
 * Template tag: the template is markup, every value in it is text (escaped, unseen characters made visible) unless it was
 * itself made by this tag. Values stand in text or in quoted attributes only.
 */
export const html = (template: TemplateStringsArray, ...values: Child[]): Markup => {
  let text = template[0] ?? '';
  for (const [index, value] of values.entries()) text += render(value) + (template[index + 1] ?? '');
  return { [content]: text };
};

/** The text of finished markup. */
export const markupText = (markup: Markup): string => markup[content];

/** Our own style sheet, put in as it is. */
export const styleElement = (css: string): Markup => ({ [content]: `<style>${css}</style>` });
