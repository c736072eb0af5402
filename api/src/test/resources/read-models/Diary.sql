-- read model: Diary
-- key: id bigint of diary(id)
-- changed by: diary(id)
-- unique: code(select d.id from diary d where d.code = any(:keys))
-- unique: secret(select d.id from diary d where d.secret = any(:keys))
select
  d.id,
  jsonb_build_object(
    'code', d.code,
    'gardenerId', d.gardener_id,
    'seasonId', d.season_id,
    'teams', to_jsonb(d.teams),
    'published', d.published,
    'title', d.title,
    'mood', d.mood,
    'pages', d.pages,
    'secret', d.secret,
    'relatedIds', to_jsonb(d.related),
    'previousId', d.previous_id,
    'remarks', jsonb_build_array(
      jsonb_build_object('plant', 'Oak', 'gossip', 'Gossip ' || d.id),
      jsonb_build_object('plant', d.title, 'gossip', null))
  ) as document
from diary d
where d.id = any(:ids)
