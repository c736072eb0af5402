-- What the commands on categories, customers, reviews and variants need.

alter table category
  add column version bigint not null default 0,
  -- The slug that the category was imported with. A repeated import finds the category by it, whatever
  -- users have called it since; null for categories made here.
  add column code text,
  add constraint category_code_key unique (code);

alter table customer add column version bigint not null default 0;

-- Numbers of customers registered here begin with C-, which no number from elsewhere does.
create sequence customer_number start with 100001 owned by customer.number;
alter table customer alter column number set default 'C-' || nextval('customer_number');

alter table review add column version bigint not null default 0;

-- A removed variant is in no offer any more. Its row stays: lines of orders refer to it, a cancelled
-- order returns its goods to it, and a repeated import must not bring it back.
alter table variant
  add column removed_at timestamptz,
  drop constraint variant_sku_key,
  -- Of those with one stock keeping unit at most one is offered: null equals null here.
  add constraint variant_sku_key unique nulls not distinct (sku, removed_at);
