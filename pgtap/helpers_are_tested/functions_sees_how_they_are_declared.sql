begin;
select plan(3);

create schema observed;
create function observed.bound(a integer) returns integer
    language sql immutable leakproof parallel safe strict return a + 1;
create function observed.pinned() returns void
    language plpgsql security definer set search_path = '' as $$begin end$$;
create function observed.loose() returns setof text
    language sql stable parallel restricted as 'select ''x''';

select set_eq(
    $$select * from test.functions('observed')$$,
    $$values
        ('observed.bound(integer)', 'integer', 'sql', 'immutable leakproof', 'safe', true, 'invoker', 'names bound at creation'),
        ('observed.pinned()', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('observed.loose()', 'SETOF text', 'sql', 'stable', 'restricted', false, 'invoker', null)
    $$,
    'functions() lists functions with their attributes and how their names are resolved'
);

select is_empty(
    $$select * from test.functions('extensions') where function = 'extensions.digest(text,text)'$$,
    'functions() leaves out what belongs to an extension'
);

select results_eq(
    $$select function from test.functions('observed', '^[b-l]')$$,
    array['observed.bound(integer)', 'observed.loose()'],
    'functions() of certain names are those, by name'
);

select * from finish();
rollback;
