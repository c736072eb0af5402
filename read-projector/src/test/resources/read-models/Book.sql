-- read model: Book
-- key: id bigint of book(id)
-- changed by: book(id)
-- changed by: copy(book_id)
-- changed by: author(id: select b.id from book b where b.author_id = any(:keys))
-- unique: isbn(select b.id from book b where b.isbn = any(:keys))
select
  b.id,
  jsonb_build_object(
    'title', b.title,
    'isbn', b.isbn,
    'authorId', b.author_id,
    'authorName', a.name,
    'copies', (select count(*) from copy c where c.book_id = b.id),
    'price', b.price
  ) as document
from book b
left join author a on a.id = b.author_id
where b.id = any(:ids)
