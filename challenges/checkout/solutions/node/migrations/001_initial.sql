-- Times have milliseconds, as in JSON, so that a cursor made from one is exact.

create table products (
  id uuid primary key default gen_random_uuid(),
  sku text not null unique,
  name text not null,
  description text,
  amount bigint not null check (amount >= 0),
  currency text not null,
  stock bigint not null check (stock >= 0),
  version bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index products_by_age on products (created_at, id);

create table carts (
  id uuid primary key default gen_random_uuid(),
  owner text not null,
  note text,
  status text not null default 'open' check (status in ('open', 'checked_out')),
  version bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table cart_lines (
  cart_id uuid not null references carts on delete cascade,
  product_id uuid not null references products,
  sku text not null,
  name text not null,
  quantity integer not null check (quantity between 1 and 99),
  amount bigint not null,
  currency text not null,
  primary key (cart_id, product_id)
);

-- An order outlives its cart: no foreign key.
create table orders (
  id uuid primary key default gen_random_uuid(),
  cart_id uuid not null unique,
  owner text not null,
  status text not null default 'pending' check (status in ('pending', 'paid', 'shipped', 'cancelled')),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index orders_by_owner on orders (owner, created_at desc, id desc);
create index orders_by_owner_and_status on orders (owner, status, created_at desc, id desc);

create table order_lines (
  order_id uuid not null references orders,
  product_id uuid not null references products,
  sku text not null,
  name text not null,
  quantity integer not null,
  amount bigint not null,
  currency text not null,
  primary key (order_id, product_id)
);

create table idempotency_keys (
  caller text not null,
  key text not null,
  cart_id uuid not null,
  response json not null,
  created_at timestamptz not null default now(),
  primary key (caller, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table stock_imports (
  id uuid primary key default gen_random_uuid(),
  status text not null default 'pending' check (status in ('pending', 'completed', 'failed')),
  items jsonb not null,
  imported integer not null default 0,
  errors jsonb not null default '[]',
  created_at timestamptz(3) not null default now()
);
create index stock_imports_pending on stock_imports (created_at) where status = 'pending';
