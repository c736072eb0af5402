-- The data set is anonymous: a customer is called by the number.
insert into customer (number, name, country, created_at)
select r.number, 'Customer ' || r.number, r.country, r.since
from retail_customer r
where r.ordinal between ? and ?
  and not exists (select from customer present where present.number = r.number collate "default")
order by r.ordinal
on conflict (number) do nothing
