begin;
select plan(5);

create temporary table snake (name text, price numeric, updated_at timestamptz not null);
create trigger set_updated_at before update on snake
    for each row execute function platform.set_updated_at();

create temporary table camel (name text, "updatedAt" timestamptz not null);
create trigger "set_updatedAt" before update on camel
    for each row execute function platform."set_updatedAt"();

insert into snake values ('same', null, '2001-01-01');
insert into camel values ('same', '2001-01-01');
update snake set name = name, price = null;
update camel set name = 'same';

select is(
    updated_at, '2001-01-01'::timestamptz,
    'an update that writes what was there keeps updated_at'
) from snake;

select is(
    "updatedAt", '2001-01-01'::timestamptz,
    'an update that writes what was there keeps "updatedAt"'
) from camel;

update snake set price = 1.0;
select isnt(
    updated_at, '2001-01-01'::timestamptz,
    'NULL replaced by a value is a change'
) from snake;

create temporary table before_scale as select updated_at from snake;
update snake set price = 1.00;

select ok(
    snake.updated_at > before_scale.updated_at,
    '1.0 replaced by 1.00 is a change: it is stored and shown differently'
) from snake, before_scale;

select is(
    (select count(*) from snake where price = 1.00), 1::bigint,
    'the update itself is never suppressed'
);

select * from finish();
rollback;
