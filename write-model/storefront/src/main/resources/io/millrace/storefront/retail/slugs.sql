-- A slug for each product: of its name; where that is taken, with the code; and where even that is
-- taken, with a hash of the code. In the file the first code keeps the plain slug, so that an import
-- that goes on after a kill gives the slugs that it would have given.
create temporary table retail_slug as
with spelled as (
  select
    code,
    trim(both '-' from left(
      -- Letters without their marks, hyphens for all else. "demo-" is kept for demonstration data.
      regexp_replace(
        regexp_replace(
          lower(regexp_replace(normalize(name, nfkd), '[\u0300-\u036f]', '', 'g')),
          '[^a-z0-9]+', '-', 'g'),
        '^-?demo-', 'a-demo-'),
      100)) as plain,
    trim(both '-' from regexp_replace(lower(code), '[^a-z0-9]+', '-', 'g')) as code_slug
  from retail_product
),
candidate as (
  select
    code,
    coalesce(nullif(plain, ''), 'item') as plain,
    coalesce(nullif(plain, ''), 'item') || coalesce('-' || nullif(code_slug, ''), '') as coded
  from spelled
),
ranked as (
  select
    c.*,
    row_number() over (partition by plain order by code) as plain_rank,
    row_number() over (partition by coded order by code) as coded_rank
  from candidate c
)
select
  r.code,
  case
    when r.plain_rank = 1
      and not exists (select from product p where p.slug = r.plain collate "default")
      then r.plain
    when r.coded_rank = 1
      and not exists (select from ranked other where other.plain = r.coded)
      and not exists (select from product p where p.slug = r.coded collate "default")
      then r.coded
    else r.coded || '-' || left(md5(r.code), 8)
  end as slug
from ranked r;

create unique index on retail_slug (code);
analyze retail_slug;
