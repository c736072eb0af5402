create table author (
  id int primary key,
  name text not null,
  born date
);
create table book (
  id bigint generated always as identity primary key,
  isbn text not null constraint book_isbn unique,
  title text not null,
  author_id int not null references author,
  price numeric(19, 4),
  printed_at timestamptz not null default now()
);
create index book_author_id on book (author_id);
create table holding (
  branch text not null,
  book_id bigint not null references book,
  copies int not null,
  primary key (branch, book_id)
);
