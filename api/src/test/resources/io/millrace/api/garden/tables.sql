create table garden (
  id          bigint primary key,
  slug        text   not null unique,
  name        text   not null,
  opened      date,
  visitors    bigint not null,
  favourites  bigint[]
);
create table bed (
  id         bigint primary key,
  garden_id  bigint not null references garden,
  row        text   not null,
  number     int    not null,
  unique (row, number)
);
create table plant (
  id          bigint primary key,
  bed_id      bigint references bed,
  name        text   not null,
  notes       text,
  kind        text   not null,
  price       numeric(12, 2),
  height      double precision,
  planted_at  timestamptz not null,
  watered     boolean not null,
  parent_id   bigint
);

insert into garden
select g, 'garden-' || g, 'Garden ' || g, date '1759-01-01' + g, 9007199254740993, array[g * 10000 + 101, 999999, g * 10000 + 102]
from generate_series(1, 4) g;

-- Garden 1 has 12 beds, the others 3.
insert into bed
select g * 100 + b, g, 'R' || g, b
from generate_series(1, 4) g, generate_series(1, 12) b
where g = 1 or b <= 3;

-- Bed 101 has 23 plants, the others 3; prices repeat and some are missing.
insert into plant
select
  b.id * 100 + p,
  b.id,
  (array['Oak', 'Sage', 'Rose', 'Lavender'])[1 + p % 4] || ' ' || p,
  case when p % 2 = 0 then 'Likes sun and sandy soil' else 'Wants shade' end,
  (array['TREE', 'HERB', 'FLOWER', 'HERB'])[1 + p % 4],
  case when p % 5 = 0 then null else (p % 3) + 0.50 end,
  case when p % 7 = 0 then null else p * 0.25 - 1 end,
  timestamptz '2026-01-01 00:00:00Z' + p * interval '1 hour',
  p % 2 = 0,
  b.id * 100 + 1
from bed b, generate_series(1, 23) p
where b.id = 101 or p <= 3;

insert into plant values
  (1, null, 'Rosemary', 'An evergreen shrub with fragrant leaves', 'HERB', 4.20, 1.5,
   '2026-03-01 12:00:00Z', true, null),
  (2, null, 'Chamomile', 'Daisy-like, for tea', 'HERB', 3.10, 0.5,
   '2026-03-02 12:00:00Z', false, null),
  (3, null, 'Mint', 'Cool & fresh, <b>invasive</b>', 'HERB', null, null,
   '2026-01-05 12:00:00Z', false, null);

create table ledger (
  id     bigint primary key,
  total  int not null
);
create table season (
  id         bigint primary key,
  name       text   not null,
  ledger_id  bigint references ledger
);
create table gardener (
  id    bigint primary key,
  name  text not null,
  wage  int
);
create table diary (
  id           bigint primary key,
  code         text    not null unique,
  gardener_id  bigint,
  season_id    bigint  references season,
  teams        int[],
  published    boolean not null,
  title        text    not null,
  mood         text,
  pages        int,
  secret       text    not null unique,
  related      bigint[],
  previous_id  bigint
);

insert into ledger values (1, 1200), (2, 900);
insert into season values (1, 'Spring', 1), (2, 'Autumn', 2);
insert into gardener values (1, 'Ada', 100), (2, 'Ben', 200), (3, 'Cleo', 300);

-- Each gardener has eight diaries: every fourth is published, one may be read by team 7.
insert into diary
select
  g * 100 + d,
  'G' || g || '-' || d,
  g,
  1 + d % 2,
  case when d = 3 then array[7, 8] end,
  d % 4 = 0,
  (array['Storm', 'Harvest', 'Frost', 'Blossom'])[1 + d % 4] || ' of ' || (array['Ada', 'Ben', 'Cleo'])[g] || ' ' || d,
  (array['MERRY', 'GLUM'])[1 + (g + d) % 2],
  d * 7,
  'whisper' || g || d,
  array[g * 100 + 1 + d % 8, (1 + g % 3) * 100 + d],
  (1 + g % 3) * 100 + d
from generate_series(1, 3) g, generate_series(1, 8) d;
