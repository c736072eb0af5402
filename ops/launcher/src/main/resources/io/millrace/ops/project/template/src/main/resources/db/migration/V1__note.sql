create table note (
  id bigint generated always as identity primary key,
  title text not null,
  text text,
  -- Milliseconds, the precision of every document and cursor.
  added_at timestamptz(3) not null default now()
);
