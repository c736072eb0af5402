-- What an operator has turned off while everything runs; nodes read it every second.
create table switched_off (
  kind    text        not null check (kind in ('operation', 'client', 'subject')),
  name    text        not null,
  reason  text        not null,
  who     text        not null,
  since   timestamptz not null default now(),
  primary key (kind, name)
);
