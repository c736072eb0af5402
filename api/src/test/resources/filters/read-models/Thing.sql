-- read model: Thing
-- key: id bigint of thing(id)
-- changed by: thing(id)
select t.id, t.document from thing t where t.id = any(:ids)
