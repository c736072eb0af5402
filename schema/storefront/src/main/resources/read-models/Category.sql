-- read model: Category
-- key: id bigint of category(id)
-- changed by: category(id)
-- changed by: category(parent_id)
-- changed by: product(category_id)
-- unique: slug(select c.id from category c where c.slug = any(:keys))
select
  c.id,
  json_build_object(
    'slug', c.slug,
    'name', c.name,
    'position', c.position,
    'isRoot', c.parent_id is null,
    'version', c.version,
    'parentId', c.parent_id,
    'childrenHead', json_build_object(
      'ids', coalesce(children.ids, '[]'::json),
      'total', (select count(*) from category k where k.parent_id = c.id)),
    -- Only active products: an archived one is in no listing, so its `listedInId` is null as well.
    'productsHead', json_build_object(
      'ids', coalesce(products.ids, '[]'::json),
      'total', (select count(*) from product p where p.category_id = c.id and p.status = 'ACTIVE'))
  ) as document
from category c
-- A name has at most 200 characters: all of it sorts here, as the first 256 do in the index.
left join lateral (
  select json_agg(first.id order by first.position, first.name collate "C", first.id::text collate "C") as ids
  from (
    select k.id, k.position, k.name
    from category k
    where k.parent_id = c.id
    order by k.position, k.name collate "C", k.id::text collate "C"
    limit 20
  ) first
) children on true
left join lateral (
  select json_agg(first.id order by first.name collate "C", first.id::text collate "C") as ids
  from (
    select p.id, p.name
    from product p
    where p.category_id = c.id and p.status = 'ACTIVE'
    order by p.name collate "C", p.id::text collate "C"
    limit 20
  ) first
) products on true
where c.id = any(:ids)
