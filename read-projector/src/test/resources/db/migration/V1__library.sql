create table author (
  id    bigint primary key,
  name  text   not null,
  notes text
);

create table book (
  id        bigint primary key,
  title     text   not null,
  isbn      text   unique deferrable initially deferred,
  author_id bigint,
  price     numeric(12, 2),
  notes     text
);
create index book_author on book (author_id);

create table shelf (
  room   text not null,
  number int  not null,
  primary key (room, number)
);

create table copy (
  id      bigint primary key,
  book_id bigint not null,
  room    text,
  number  int
);
create index copy_book on copy (book_id);
create index copy_shelf on copy (room, number);

-- A table that no read model names.
create table visitor (
  id bigint primary key
);
