-- Products of which the shop lacks the product itself or a variant, with the rows that they need.
select r.ordinal, missing.rows
from retail_product r
cross join lateral (
  select
    (select count(*) from retail_variant v
      where v.product = r.code
        and not exists (select from variant present where present.sku = v.code collate "default"))
    + (select count(*) where not exists
        (select from product present where present.code = r.code collate "default")) as rows
) missing
where missing.rows > 0
order by r.ordinal
