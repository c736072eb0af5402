-- Departments first: each round inserts what has its parent already. A slug that users gave to
-- another category meanwhile gets a hash.
insert into category (code, slug, name, position, parent_id)
select
  c.slug,
  case when exists (select from category taken where taken.slug = c.slug)
    then c.slug || '-' || left(md5(c.slug), 8) else c.slug end,
  c.name,
  c.position,
  parent.id
from retail_category c
left join category parent on parent.code = c.parent
where (c.parent is null or parent.id is not null)
  and not exists (select from category present where present.code = c.slug)
order by c.rule
on conflict (code) do nothing
