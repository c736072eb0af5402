-- read model: Shelf
-- key: id bigint of shelf(id)
-- changed by: shelf(id)
select s.id, jsonb_build_object() as document from shelf s where s.id = any(:ids)
