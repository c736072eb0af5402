-- read model: Order
-- key: id bigint of orders(id)
-- changed by: orders(id)
-- changed by: order_line(order_id)
-- unique: number(select o.id from orders o where o.number = any(:keys))
select
  o.id,
  jsonb_build_object(
    'number', o.number,
    'kind', o.kind,
    'status', o.status,
    'country', o.country,
    'placedAt', o.placed_at,
    'customerId', o.customer_id,
    'lines', coalesce(l.lines, '[]'::json),
    'lineCount', l.line_count,
    'total', jsonb_build_object('amount', l.total, 'currencyCode', o.currency),
    'totalAmount', l.total,
    'version', o.version
  ) as document
from orders o
left join lateral (
  select
    count(*) as line_count,
    coalesce(trim_scale(sum(l.unit_price * l.quantity)), 0) as total,
    -- json within the jsonb document: a line is then turned into jsonb once, not at every level
    json_agg(
      json_build_object(
        'position', l.position,
        'productId', l.product_id,
        'variantId', l.variant_id,
        'productName', l.product_name,
        'variantName', l.variant_name,
        'sku', l.sku,
        'quantity', l.quantity,
        'unitPrice', json_build_object('amount', trim_scale(l.unit_price), 'currencyCode', o.currency),
        'total', json_build_object('amount', trim_scale(l.unit_price * l.quantity), 'currencyCode', o.currency))
      order by l.position) as lines
  from order_line l
  where l.order_id = o.id
) l on true
where o.id = any(:ids)
