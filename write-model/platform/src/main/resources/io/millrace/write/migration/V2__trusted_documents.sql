-- The documents that clients' builds have published: what runs in the mode "trusted-only". They are
-- never changed, and only the operator adds any.
create table trusted_document (
  -- In the order of publication: publishers hold a lock on the table, so that a reader that has
  -- seen a number has seen all below it.
  number        bigint      generated always as identity unique,
  client        text        not null,
  id            text        not null,
  sha256        text        not null check (sha256 ~ '^[0-9a-f]{64}$'),  -- of the text in UTF-8
  document      text        not null,
  published_at  timestamptz not null default now(),
  primary key (client, id)
);
