-- read model: Author
-- key: id int of author(id)
-- changed by: author(id)
select a.id, jsonb_build_object('name', a.name) as document
from author a
where a.id = any(:ids)
