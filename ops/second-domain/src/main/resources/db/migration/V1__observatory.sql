create table telescope (
  id bigint generated always as identity primary key,
  code text not null constraint telescope_code unique,
  name text not null,
  aperture_metres numeric(6, 2) not null check (aperture_metres > 0)
);

create table observation (
  id uuid primary key,
  telescope_id bigint not null constraint observation_telescope references telescope,
  target text not null,
  notes text,
  magnitude numeric(5, 2),
  -- Milliseconds, as the search index sorts: the head list must come in the same order.
  observed_at timestamptz(3) not null
);
-- The order of a telescope's head list.
create index observation_latest on observation
  (telescope_id, observed_at desc, (id::text) collate "C");
