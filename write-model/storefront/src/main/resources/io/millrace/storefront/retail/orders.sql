-- Orders as the file has them: an invoice with at least one good line. Date, customer and country are
-- those of all its lines, the rejected ones too.
create temporary table retail_order as
select
  row_number() over (order by min(line)) as ordinal,
  invoice as number,
  min(kind) as kind,
  min(invoiced_at) as placed_at,
  (array_agg(customer order by line) filter (where customer is not null))[1] as customer,
  (array_agg(country order by line))[1] as country,
  count(*) filter (where rejection is null) as lines
from retail_line
group by invoice
having count(*) filter (where rejection is null) > 0;

create unique index on retail_order (number);
analyze retail_order;

create temporary table retail_order_line as
select
  o.ordinal,
  row_number() over (partition by o.ordinal order by l.line) as position,
  l.code,
  l.product,
  l.unit_price,
  abs(l.quantity) as quantity
from retail_line l
join retail_order o on o.number = l.invoice
where l.rejection is null
order by o.ordinal, position;

create unique index on retail_order (ordinal);
create index on retail_order_line (ordinal);
analyze retail_order, retail_order_line;
