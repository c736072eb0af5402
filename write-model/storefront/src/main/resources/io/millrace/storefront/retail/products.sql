-- Products and variants as the file has them, from all lines, the rejected ones too.

-- Every code: by how many lines a description is borne out, for the variant and for its product.
create temporary table retail_description as
select code, product, description, count(*) as lines
from retail_line
where code is not null
group by code, product, description;

create temporary table retail_variant as
with name as (
  select distinct on (code) code, description
  from retail_description
  where description is not null
  order by code, lines desc, description
),
price as (
  select distinct on (code) code, unit_price
  from retail_line
  where code is not null and unit_price > 0
  order by code, invoiced_at desc, unit_price desc
)
select
  d.code,
  d.product,
  rtrim(left(coalesce(name.description, d.code), 200)) as name,
  price.unit_price as price
from (select distinct code, product from retail_description) d
left join name using (code)
left join price using (code);

create temporary table retail_product as
with described as (
  select product, description, sum(lines) as lines
  from retail_description
  where description is not null
  group by product, description
),
name as (
  select distinct on (product) product, description
  from described
  order by product, lines desc, description
),
offered as (
  -- A product is as old as its first line, whenever the import runs.
  select product, min(invoiced_at) as offered_at, count(distinct code) as variants
  from retail_line
  where product is not null
  group by product
),
named as (
  select
    o.product as code,
    rtrim(left(coalesce(name.description, o.product), 200)) as name,
    o.offered_at,
    o.variants
  from offered o
  left join name using (product)
)
select
  row_number() over (order by n.code) as ordinal,
  n.code,
  n.name,
  n.offered_at,
  n.variants,
  category.slug as category
from named n
cross join lateral (
  select c.slug
  from retail_category c
  where lower(n.name) ~ ('\m(' || c.words || ')s?\M') or c.words = ''
  order by c.rule
  limit 1
) category;

create unique index on retail_variant (code);
create index on retail_variant (product);
create unique index on retail_product (ordinal);
create unique index on retail_product (code);
analyze retail_category, retail_variant, retail_product;
