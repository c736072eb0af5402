-- read model: Telescope
-- key: id bigint of telescope(id)
-- changed by: telescope(id)
-- changed by: observation(telescope_id)
-- unique: code(select t.id from telescope t where t.code = any(:keys))
select
  t.id,
  json_build_object(
    'code', t.code,
    'name', t.name,
    'apertureMetres', t.aperture_metres,
    'observationsHead', json_build_object(
      'ids', coalesce(head.ids, '[]'::json),
      'total', (select count(*) from observation o where o.telescope_id = t.id))
  ) as document
from telescope t
left join lateral (
  select json_agg(first.id order by first.observed_at desc, first.id::text collate "C") as ids
  from (
    select o.id, o.observed_at
    from observation o
    where o.telescope_id = t.id
    order by o.observed_at desc, o.id::text collate "C"
    limit 3
  ) first
) head on true
where t.id = any(:ids)
