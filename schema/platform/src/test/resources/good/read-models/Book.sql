-- read model: Book
-- key: id bigint of library.book(id)
-- changed by: library.book(id)
-- changed by: chapter(book_id)
-- changed by: author(id:
--   select b.id
--   from book b
--   where b.author_id = any(:keys))
--
-- The title of a book is what stands on its cover: ':ids' in here is no parameter.
select
  b.id,
  jsonb_build_object('title', b.title, 'authorId', b.author_id, 'chapters', c.chapters) as document
from library.book b
left join lateral (
  select jsonb_agg(jsonb_build_object('number', c.number) order by c.number) as chapters
  from chapter c
  where c.book_id = b.id
) c on true
where b.id = any(:ids);
