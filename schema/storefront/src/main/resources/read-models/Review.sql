-- read model: Review
-- key: id bigint of review(id)
-- changed by: review(id)
select
  r.id,
  json_build_object(
    'productId', r.product_id,
    'customerId', r.customer_id,
    -- The same key as another type: the public author, not the customer.
    'authorId', r.customer_id,
    'rating', r.rating,
    'title', r.title,
    'body', r.body,
    'createdAt', r.created_at,
    'version', r.version
  ) as document
from review r
where r.id = any(:ids)
