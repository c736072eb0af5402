select r.ordinal, 1 as rows
from retail_customer r
where not exists (select from customer present where present.number = r.number collate "default")
order by r.ordinal
