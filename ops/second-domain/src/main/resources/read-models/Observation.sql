-- read model: Observation
-- key: id uuid of observation(id)
-- changed by: observation(id)
select
  o.id,
  json_build_object(
    'telescopeId', o.telescope_id,
    'target', o.target,
    'notes', o.notes,
    'magnitude', o.magnitude,
    'observedAt', o.observed_at
  ) as document
from observation o
where o.id = any(:ids)
