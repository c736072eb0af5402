-- The platform's own tables, in the schema "millrace", apart from any domain's.

-- One row for each stream of changes. A source is a Postgres database, a partition a share of it.
create table replication (
  source             text        not null,
  partition          int         not null,
  slot_name          text        not null,
  system_identifier  text,                           -- of the cluster that the slot was made in
  timeline           int,
  -- The high part of every document version; raised durably whenever a projector takes the slot or
  -- has lost a database connection.
  epoch              bigint      not null default 1 check (epoch between 1 and 1048575),
  -- Counts the owners of the slot; fences positions and notices of an earlier owner.
  generation         bigint      not null default 0,
  slot_created_at    timestamptz,                    -- null until the slot was made
  -- Why the projector stopped for good, and the command that helps; null while all is well.
  halted_reason      text,
  halted_remedy      text,
  halted_at          timestamptz,
  primary key (source, partition)
);

-- The versions of the read models that a projector keeps current.
create table read_model (
  model          text        not null,
  hash           text        not null,
  definition     jsonb       not null,               -- SQL, routes, mapping
  backfilled_at  timestamptz,                        -- null until every key was derived once
  created_at     timestamptz not null default now(),
  primary key (model, hash)
);

-- How far the backfill of a read model's version has come, so that it resumes after a crash.
create table backfill (
  model       text        not null,
  hash        text        not null,
  last_key    text[],                                -- the last root key done; null before the first
  rows_done   bigint      not null default 0,
  updated_at  timestamptz not null default now(),
  primary key (model, hash),
  foreign key (model, hash) references read_model on delete cascade
);

-- What became of a command that was sent with an idempotency key. Keys belong to a subject.
create table idempotency (
  subject       text        not null,
  key           text        not null,
  position      int         not null,                -- the mutation's place in its request
  mutation      text        not null,
  input_digest  bytea       not null,
  -- Touched keys or rule violations. Null only inside the transaction of the command itself, which
  -- takes the key first, so that a repetition meanwhile waits for it.
  result        jsonb,
  created_at    timestamptz not null default now(),
  primary key (subject, key, position)
);
create index idempotency_created_at on idempotency (created_at);  -- expiry walks by age
