insert into product (code, slug, name, category_id, created_at, updated_at)
select r.code, slug.slug, r.name, category.id, r.offered_at, r.offered_at
from retail_product r
join retail_slug slug using (code)
join category on category.code = r.category collate "default"
where r.ordinal between ? and ?
  and not exists (select from product present where present.code = r.code collate "default")
order by r.ordinal
on conflict (code) do nothing
