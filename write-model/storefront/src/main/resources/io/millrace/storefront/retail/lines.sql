-- The file, line by line, on this session alone: a killed import leaves nothing behind, and no read
-- model can come to depend on it. Collation "C": alphabetical order is that of the code points.
create temporary table retail_line (
  line integer not null,
  invoice text collate "C" not null,
  code text collate "C",
  description text collate "C",
  quantity integer not null,
  invoiced_at timestamptz(3) not null,
  unit_price numeric(19, 4) not null,
  customer text collate "C",
  country text collate "C" not null,
  -- The product is the five leading digits; a code without them is a product of its own.
  product text collate "C" generated always as (coalesce(substring(code from '^[0-9]{5}'), code)) stored,
  kind text generated always as (case when invoice like 'C%' then 'RETURN' else 'SALE' end) stored,
  -- The first reason that holds; the names are those of the enum Rejection.
  rejection text generated always as (
    case
      when code is null then 'STOCK_CODE_BLANK'
      when unit_price <= 0 then 'UNIT_PRICE_NOT_POSITIVE'
      when quantity = 0 or (quantity < 0) <> (invoice like 'C%') then 'QUANTITY_OF_WRONG_SIGN'
    end) stored
);
