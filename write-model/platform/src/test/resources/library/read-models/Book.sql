-- read model: Book
-- key: id bigint of book(id)
-- changed by: book(id)
-- changed by: author(id: select b.id from book b where b.author_id = any(:keys))
-- unique: isbn(select b.id from book b where b.isbn = any(:keys))
select
  b.id,
  jsonb_build_object(
    'isbn', b.isbn,
    'title', b.title,
    'authorName', a.name,
    'price', b.price,
    'printedAt', b.printed_at
  ) as document
from book b
join author a on a.id = b.author_id
where b.id = any(:ids)
