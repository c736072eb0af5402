-- read model: Season
-- key: id bigint of season(id)
-- changed by: season(id)
-- changed by: diary(season_id)
select
  s.id,
  jsonb_build_object(
    'name', s.name,
    'ledgerId', s.ledger_id,
    'diariesHead', jsonb_build_object(
      'ids', coalesce(diaries.ids, '[]'::jsonb),
      'total', (select count(*) from diary d where d.season_id = s.id))
  ) as document
from season s
left join lateral (
  select jsonb_agg(first.id order by first.title collate "C", first.id::text collate "C") as ids
  from (
    select d.id, d.title from diary d where d.season_id = s.id
    order by d.title collate "C", d.id::text collate "C"
    limit 5
  ) first
) diaries on true
where s.id = any(:ids)
