-- Departments first: each round inserts what has its parent already.
insert into category (slug, name, position, parent_id)
select c.slug, c.name, c.position, parent.id
from retail_category c
left join category parent on parent.slug = c.parent
where (c.parent is null or parent.id is not null)
  and not exists (select from category present where present.slug = c.slug)
order by c.rule
on conflict (slug) do nothing
