-- A category made here, or imported before codes were kept, that is called like one of the file's, is
-- that one. From then on the code says so, whatever users call it.
update category c
set code = r.slug
from retail_category r
where c.code is null
  and c.slug = r.slug
  and not exists (select from category known where known.code = r.slug)
