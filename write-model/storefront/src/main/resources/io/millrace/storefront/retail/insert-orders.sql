-- One statement: an order is there with all of its lines or not at all, and the lines of an order
-- that somebody else inserted meanwhile stay out.
with placed as (
  insert into orders (number, kind, status, customer_id, country, currency, placed_at)
  select r.number, r.kind, 'SHIPPED', customer.id, r.country, 'GBP', r.placed_at
  from retail_order r
  left join customer on customer.number = r.customer collate "default"
  where r.ordinal between ? and ?
    and not exists (select from orders present where present.number = r.number collate "default")
  order by r.ordinal
  on conflict (number) do nothing
  returning id, number
),
lines as (
  insert into order_line (
    order_id, position, variant_id, product_id, product_name, variant_name, sku, unit_price, quantity)
  select
    placed.id, l.position, variant.id, variant.product_id, p.name, v.name, l.code, l.unit_price,
    l.quantity
  from placed
  join retail_order r on r.number = placed.number collate "C"
  join retail_order_line l on l.ordinal = r.ordinal
  join retail_variant v on v.code = l.code
  join retail_product p on p.code = l.product
  cross join lateral (
    -- A line of a variant that users removed, and perhaps made anew, has one all the same.
    select offered.id, offered.product_id
    from variant offered
    where offered.sku = l.code collate "default"
    order by offered.removed_at nulls first
    limit 1
  ) variant
  order by l.ordinal, l.position
  returning order_id
)
select
  (select count(*) from placed) as orders,
  (select count(*) from lines) as lines,
  (select coalesce(sum(r.lines), 0) from placed
    join retail_order r on r.number = placed.number collate "C") as expected_lines
