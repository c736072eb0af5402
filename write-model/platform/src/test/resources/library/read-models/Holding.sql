-- read model: Holding
-- key: branch text, book_id bigint of holding(branch, book_id)
-- changed by: holding(branch, book_id)
select h.branch, h.book_id, json_build_object('copies', h.copies) as document
from holding h
join unnest(:branchs, :book_ids) as k(branch, book_id) using (branch, book_id)
