begin;
select plan(5);

create temporary table snake (
    plain json,
    place point,
    twice text generated always as (plain::text || plain::text) stored,
    updated_at timestamptz not null
);
create temporary table bare (plain json, place point, updated_at timestamptz not null);
create temporary table camel (plain json, place point, "updatedAt" timestamptz not null);

create trigger set_updated_at before update on snake
    for each row execute function platform.set_updated_at();
create trigger set_updated_at before update on bare
    for each row execute function platform.set_updated_at();
create trigger "set_updatedAt" before update on camel
    for each row execute function platform."set_updatedAt"();

insert into snake values ('{"a": 1}', '(0,0)', default, '2001-01-01');
insert into bare values ('{"a": 1}', '(0,0)', '2001-01-01');
insert into camel values ('{"a": 1}', '(0,0)', '2001-01-01');

-- json and point have no equality operator that `is distinct from` could use.
update bare set plain = '{"a": 1}';
update camel set plain = '{"a": 1}';

select is(
    updated_at, '2001-01-01'::timestamptz,
    'the same json is no change'
) from bare;

select is(
    "updatedAt", '2001-01-01'::timestamptz,
    'the same json is no change where the column is camelCase'
) from camel;

update bare set place = '(0,1)';
update camel set place = '(0,1)';

select ok(
    updated_at > now(),
    'another point is a change'
) from bare;

select ok(
    "updatedAt" > now(),
    'another point is a change where the column is camelCase'
) from camel;

-- The documented limit: a generated column is not computed yet when the trigger looks.
update snake set plain = plain;

select ok(
    updated_at > now(),
    'a table with a stored generated column counts each update as a change'
) from snake;

select * from finish();
rollback;
