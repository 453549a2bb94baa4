import type { Instance } from '../core/api.ts';
import { valueAt } from '../core/json.ts';

type Scope = { unique: () => string; needed: Readonly<Record<string, Instance>>; id?: string };

const resolveName = (name: string, scope: Scope): unknown => {
  if (name === 'unique') return scope.unique();
  if (name === 'id') return scope.id ?? '';
  const [resource = '', rest = ''] = name.split('.', 2);
  const instance = scope.needed[resource];
  if (instance === undefined) return undefined;
  return rest === 'id' ? instance.id : valueAt(instance.body, rest.replace(/^body/, ''));
};

const placeholder = /\{([a-zA-Z]+(?:\.[a-zA-Z][^{}]*)?)\}/g;

/** Fills the placeholders of a text; a text that is one placeholder keeps the value's type. */
const fillText = (text: string, scope: Scope): unknown => {
  const whole = /^\{([^{}]+)\}$/.exec(text);
  if (whole?.[1] !== undefined) return resolveName(whole[1], scope) ?? '';
  return text.replace(placeholder, (_, name: string) => String(resolveName(name, scope) ?? ''));
};

/** A copy of a template with `{unique}`, `{id}`, `{product.id}` and `{product.body/sku}` filled in, at any depth. */
export const fillTemplate = (template: unknown, scope: Scope): unknown => {
  if (typeof template === 'string') return fillText(template, scope);
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item, scope));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillTemplate(value, scope)]));
};
