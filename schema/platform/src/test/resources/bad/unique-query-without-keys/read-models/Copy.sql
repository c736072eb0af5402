-- read model: Copy
-- key: book_id bigint, number int of copy(book_id, number)
-- changed by: copy(book_id, number)
-- changed by: book(id: select c.book_id, c.number from copy c where c.book_id = any(:keys))
-- unique: place(select c.book_id, c.number from copy c
--   join unnest(:keys) as wanted(shelf, position) using (shelf, position))
select c.book_id, c.number, jsonb_build_object('shelf', c.shelf, 'position', c.position) as document
from copy c
join unnest(:book_ids, :numbers) as wanted(book_id, number) using (book_id, number)
