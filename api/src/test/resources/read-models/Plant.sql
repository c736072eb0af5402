-- read model: Plant
-- key: id bigint of plant(id)
-- changed by: plant(id)
select
  p.id,
  jsonb_build_object(
    'bedId', p.bed_id,
    'name', p.name,
    'notes', p.notes,
    'kind', p.kind,
    'price', p.price,
    'height', p.height,
    'plantedAt', p.planted_at,
    'watered', p.watered,
    'labels', jsonb_build_array(
      jsonb_build_object('language', 'en', 'text', p.name, 'parentId', null),
      jsonb_build_object('language', 'la', 'text', 'Planta ' || p.id, 'parentId', p.parent_id))
  ) as document
from plant p
where p.id = any(:ids)
