-- read model: Note
-- key: id bigint of note(id)
-- changed by: note(id)
select
  n.id,
  jsonb_build_object(
    'title', n.title,
    'text', n.text,
    'addedAt', n.added_at
  ) as document
from note n
where n.id = any(:ids)
