-- read model: Ledger
-- key: id bigint of ledger(id)
-- changed by: ledger(id)
select l.id, jsonb_build_object('total', l.total) as document
from ledger l
where l.id = any(:ids)
