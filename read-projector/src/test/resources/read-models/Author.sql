-- read model: Author
-- key: id bigint of author(id)
-- changed by: author(id)
-- changed by: book(author_id)
select
  a.id,
  jsonb_build_object(
    'name', a.name,
    'bookCount', (select count(*) from book b where b.author_id = a.id)
  ) as document
from author a
where a.id = any(:ids)
