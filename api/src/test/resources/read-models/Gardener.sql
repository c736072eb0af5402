-- read model: Gardener
-- key: id bigint of gardener(id)
-- changed by: gardener(id)
-- changed by: diary(gardener_id)
select
  g.id,
  jsonb_build_object(
    'name', g.name,
    'wage', g.wage,
    'diariesHead', jsonb_build_object(
      'ids', coalesce(diaries.ids, '[]'::jsonb),
      'total', (select count(*) from diary d where d.gardener_id = g.id))
  ) as document
from gardener g
left join lateral (
  select jsonb_agg(first.id order by first.title collate "C", first.id::text collate "C") as ids
  from (
    select d.id, d.title from diary d where d.gardener_id = g.id
    order by d.title collate "C", d.id::text collate "C"
    limit 5
  ) first
) diaries on true
where g.id = any(:ids)
