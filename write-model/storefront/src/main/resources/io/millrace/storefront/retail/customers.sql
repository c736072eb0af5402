-- Customers as the file has them; the country is that of the last line by date, then invoice number.
create temporary table retail_customer as
with latest as (
  select distinct on (customer) customer, country
  from retail_line
  where customer is not null
  order by customer, invoiced_at desc, invoice desc, line desc
),
first as (
  select customer, min(invoiced_at) as since
  from retail_line
  where customer is not null
  group by customer
)
select
  row_number() over (order by customer) as ordinal,
  customer as number,
  latest.country,
  first.since
from latest
join first using (customer);

create unique index on retail_customer (ordinal);
create unique index on retail_customer (number);
analyze retail_customer;
