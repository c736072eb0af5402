-- read model: Shelf
-- key: room text, number integer of shelf(room, number)
-- changed by: shelf(room, number)
-- changed by: copy(room, number)
select
  s.room,
  s.number,
  jsonb_build_object(
    'room', s.room,
    'copies', (select count(*) from copy c where c.room = s.room and c.number = s.number)
  ) as document
from shelf s
join unnest(:rooms, :numbers) as wanted(room, number)
  on wanted.room = s.room and wanted.number = s.number
