-- read model: Bed
-- key: id bigint of bed(id)
-- changed by: bed(id)
-- changed by: plant(bed_id)
-- unique: place(select b.id from bed b join unnest(:rows::text[], :numbers::int[]) as k(r, n) on b.row = k.r and b.number = k.n)
select
  b.id,
  jsonb_build_object(
    'gardenId', b.garden_id,
    'row', b.row,
    'number', b.number,
    'plantsHead', jsonb_build_object(
      'ids', coalesce(plants.ids, '[]'::jsonb),
      'total', (select count(*) from plant p where p.bed_id = b.id))
  ) as document
from bed b
left join lateral (
  select jsonb_agg(
    first.id order by first.price desc nulls last, left(first.name, 256) collate "C", first.id::text collate "C") as ids
  from (
    select p.id, p.price, p.name from plant p where p.bed_id = b.id
    order by p.price desc nulls last, left(p.name, 256) collate "C", p.id::text collate "C"
    limit 5
  ) first
) plants on true
where b.id = any(:ids)
