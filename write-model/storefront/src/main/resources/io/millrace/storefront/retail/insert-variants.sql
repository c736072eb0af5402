insert into variant (product_id, sku, name, price, currency, stock)
select product.id, v.code, v.name, v.price, 'GBP', ?
from retail_product r
join retail_variant v on v.product = r.code
join product on product.code = r.code collate "default"
where r.ordinal between ? and ?
  -- One that users removed is present too: it stays away.
  and not exists (select from variant present where present.sku = v.code collate "default")
order by r.ordinal, v.code
on conflict (sku, removed_at) do nothing
