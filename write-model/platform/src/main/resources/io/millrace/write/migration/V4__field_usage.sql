-- Who uses which part of the schema, for those who want to take parts away. Every API node adds what
-- it has counted, once a minute, and deletes what is older than it keeps.
create table field_usage (
  day         date        not null,                  -- in UTC
  client      text        not null,
  proven      boolean     not null,                  -- by a token; else the client's own word
  version     text        not null,                  -- of the API
  coordinate  text        not null,                  -- Type.field, Type.field(argument:), Enum.VALUE
  operations  bigint      not null,
  last_used   timestamptz not null,
  primary key (day, client, proven, version, coordinate)
) with (fillfactor = 70);                            -- rows of the day are written again and again
