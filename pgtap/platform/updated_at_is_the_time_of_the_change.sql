begin;
select plan(5);

create temporary table snake (name text, updated_at timestamptz not null);
create trigger set_updated_at before update on snake
    for each row execute function platform.set_updated_at();

create temporary table camel (name text, "updatedAt" timestamptz not null);
create trigger "set_updatedAt" before update on camel
    for each row execute function platform."set_updatedAt"();

insert into snake values ('before', '2001-01-01');
insert into camel values ('before', '2001-01-01');
update snake set name = 'after';
update camel set name = 'after';

select ok(
    updated_at > now(),
    'updated_at is later than the beginning of the transaction that changed the row'
) from snake;

select ok(
    updated_at <= clock_timestamp(),
    'updated_at is not in the future'
) from snake;

select ok(
    "updatedAt" > now(),
    '"updatedAt" is later than the beginning of the transaction that changed the row'
) from camel;

select ok(
    "updatedAt" <= clock_timestamp(),
    '"updatedAt" is not in the future'
) from camel;

create temporary table first_change as select updated_at from snake;
update snake set name = 'later';

select ok(
    snake.updated_at > first_change.updated_at,
    'each further change moves it on'
) from snake, first_change;

select * from finish();
rollback;
