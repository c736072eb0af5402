-- read model: Garden
-- key: id bigint of garden(id)
-- changed by: garden(id)
-- changed by: bed(garden_id)
-- unique: slug(select g.id from garden g where g.slug = any(:keys))
select
  g.id,
  jsonb_build_object(
    'slug', g.slug,
    'name', g.name,
    'title', g.name,
    'opened', g.opened,
    'visitors', g.visitors,
    'favouriteIds', to_jsonb(g.favourites),
    'bedsHead', jsonb_build_object(
      'ids', coalesce(beds.ids, '[]'::jsonb),
      'total', (select count(*) from bed b where b.garden_id = g.id))
  ) as document
from garden g
left join lateral (
  select jsonb_agg(first.id order by first.number, first.id::text collate "C") as ids
  from (
    select b.id, b.number from bed b where b.garden_id = g.id
    order by b.number, b.id::text collate "C"
    limit 5
  ) first
) beds on true
where g.id = any(:ids)
