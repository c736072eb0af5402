select r.ordinal, 1 + r.lines as rows
from retail_order r
where not exists (select from orders present where present.number = r.number collate "default")
order by r.ordinal
