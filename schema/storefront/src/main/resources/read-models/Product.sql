-- read model: Product
-- key: id bigint of product(id)
-- changed by: product(id)
-- changed by: variant(product_id)
-- changed by: review(product_id)
-- changed by: category(id: select p.id from product p where p.category_id = any(:keys))
-- unique: slug(select p.id from product p where p.slug = any(:keys))
select
  p.id,
  json_build_object(
    'slug', p.slug,
    'name', p.name,
    'description', p.description,
    'status', p.status,
    'categoryId', p.category_id,
    'categoryName', c.name,
    'listedInId', case when p.status = 'ACTIVE' then p.category_id end,
    'variants', coalesce(v.variants, '[]'::json),
    'skus', coalesce(v.skus, '[]'::json),
    'priceFrom', case when v.lowest is not null
      then json_build_object('amount', v.lowest, 'currencyCode', v.currency) end,
    'priceTo', case when v.highest is not null
      then json_build_object('amount', v.highest, 'currencyCode', v.currency) end,
    'priceFromAmount', v.lowest,
    'priceToAmount', v.highest,
    'inStock', coalesce(v.in_stock, false),
    'rating', r.rating,
    'reviewCount', r.total,
    'reviewsHead', json_build_object('ids', coalesce(h.ids, '[]'::json), 'total', r.total),
    'createdAt', p.created_at,
    'updatedAt', p.updated_at,
    'version', p.version
  ) as document
from product p
join category c on c.id = p.category_id
left join lateral (
  select
    json_agg(
      json_build_object(
        'id', v.id,
        'sku', v.sku,
        'name', v.name,
        'price', case when v.price is not null
          then json_build_object('amount', trim_scale(v.price), 'currencyCode', v.currency) end,
        'priceAmount', v.price,
        'stock', v.stock,
        'inStock', v.stock > 0 and v.price is not null,
        'version', v.version)
      order by v.sku collate "C") as variants,
    json_agg(v.sku order by v.sku collate "C") as skus,
    trim_scale(min(v.price)) as lowest,
    trim_scale(max(v.price)) as highest,
    -- The variants of a product have one currency: the rule CURRENCY_DIFFERS.
    min(v.currency collate "C") filter (where v.price is not null) as currency,
    bool_or(v.stock > 0 and v.price is not null) as in_stock
  from variant v
  where v.product_id = p.id and v.removed_at is null
) v on true
left join lateral (
  select count(*) as total, round(avg(r.rating), 2) as rating
  from review r
  where r.product_id = p.id
) r on true
left join lateral (
  select json_agg(first.id order by first.created_at desc, first.id::text collate "C") as ids
  from (
    select r.id, r.created_at
    from review r
    where r.product_id = p.id
    order by r.created_at desc, r.id::text collate "C"
    limit 20
  ) first
) h on true
where p.id = any(:ids)
