-- read model: Customer
-- key: id bigint of customer(id)
-- changed by: customer(id)
-- changed by: orders(customer_id)
-- changed by: review(customer_id)
select
  c.id,
  json_build_object(
    'number', c.number,
    'name', c.name,
    'email', c.email,
    'country', c.country,
    'createdAt', c.created_at,
    'version', c.version,
    'ordersHead', json_build_object(
      'ids', coalesce(placed.ids, '[]'::json),
      'total', (select count(*) from orders o where o.customer_id = c.id)),
    'reviewsHead', json_build_object(
      'ids', coalesce(written.ids, '[]'::json),
      'total', (select count(*) from review r where r.customer_id = c.id))
  ) as document
from customer c
left join lateral (
  select json_agg(first.id order by first.placed_at desc, first.id::text collate "C") as ids
  from (
    select o.id, o.placed_at
    from orders o
    where o.customer_id = c.id
    order by o.placed_at desc, o.id::text collate "C"
    limit 20
  ) first
) placed on true
left join lateral (
  select json_agg(first.id order by first.created_at desc, first.id::text collate "C") as ids
  from (
    select r.id, r.created_at
    from review r
    where r.customer_id = c.id
    order by r.created_at desc, r.id::text collate "C"
    limit 20
  ) first
) written on true
where c.id = any(:ids)
