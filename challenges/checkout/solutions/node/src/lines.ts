import type { Currency, Money } from './products.ts';

/** A line of a cart or an order: the product as it was when the line was put. */
export type Line = {
  productId: string;
  sku: string;
  name: string;
  quantity: number;
  amount: number;
  currency: Currency;
};

/** The lines of each row as one JSON column, in one query; `owner` is the condition that joins them to the row. */
export const linesColumn = (table: 'cart_lines' | 'order_lines', owner: string) =>
  `(select coalesce(json_agg(json_build_object('productId', product_id, 'sku', sku, 'name', name,
    'quantity', quantity, 'amount', amount, 'currency', currency) order by sku), '[]')
    from ${table} where ${owner}) as lines`;

const present = ({ amount, currency, ...line }: Line) => ({
  ...line,
  unitPrice: { amount, currency },
  lineTotal: { amount: amount * line.quantity, currency },
});

/** The items and the total of a cart or an order; without lines the total is nothing, in euros. */
export const presentLines = (lines: Line[]): { items: ReturnType<typeof present>[]; total: Money } => ({
  items: lines.map(present),
  total: {
    amount: lines.reduce((sum, line) => sum + line.amount * line.quantity, 0),
    currency: lines[0]?.currency ?? 'EUR',
  },
});
