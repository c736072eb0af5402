-- read model: Chapter
-- key: id bigint of chapter(id)
-- changed by: chapter(id)
select c.id, jsonb_build_object() as document from chapter c where c.id = any(:ids)
