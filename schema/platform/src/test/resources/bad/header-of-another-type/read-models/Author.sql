-- read model: Writer
-- key: id bigint of author(id)
-- changed by: author(id)
-- changed by: book(author_id)
-- unique: slug(select a.id from author a where a.slug = any(:keys))
select
  a.id,
  jsonb_build_object(
    'slug', a.slug,
    'name', a.name,
    'born', a.born,
    'booksHead', jsonb_build_object('ids', coalesce(b.ids, '[]'::jsonb), 'total', b.total)
  ) as document
from author a
left join lateral (
  select jsonb_agg(b.id order by b.published_at desc) as ids, count(*) as total
  from book b
  where b.author_id = a.id
) b on true
where a.id = any(:ids)
