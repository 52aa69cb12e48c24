begin;
select plan(4);

create temporary table snake (name text, updated_at timestamptz not null);
create trigger set_updated_at before update on snake
    for each row execute function platform.set_updated_at();

create temporary table camel (name text, "updatedAt" timestamptz not null);
create trigger "set_updatedAt" before update on camel
    for each row execute function platform."set_updatedAt"();

insert into snake values ('ada', '2001-01-01');
insert into camel values ('ada', '2001-01-01');
update snake set updated_at = '1999-09-09';
update camel set "updatedAt" = '1999-09-09';

select is(
    updated_at, '2001-01-01'::timestamptz,
    'a client that writes updated_at alone changes nothing'
) from snake;

select is(
    "updatedAt", '2001-01-01'::timestamptz,
    'a client that writes "updatedAt" alone changes nothing'
) from camel;

update snake set name = 'grace', updated_at = '1999-09-09';
update camel set name = 'grace', "updatedAt" = '1999-09-09';

select ok(
    updated_at > now(),
    'a client that writes updated_at with a change gets the time of the change'
) from snake;

select ok(
    "updatedAt" > now(),
    'a client that writes "updatedAt" with a change gets the time of the change'
) from camel;

select * from finish();
rollback;
