begin;
select plan(1);

create schema observed;
create table observed.thing (a integer primary key, b integer references observed.thing (a));
create function observed.does_nothing() returns trigger language plpgsql as $$begin return null; end$$;
create trigger fires after update of a on observed.thing
    for each row when (old.a <> new.a) execute function observed.does_nothing();
create trigger sleeps before insert on observed.thing
    for each statement execute function observed.does_nothing();
alter table observed.thing disable trigger sleeps;

select set_eq(
    $$select * from test.triggers('observed')$$,
    $$values
        ('observed.thing', 'fires',
         'CREATE TRIGGER fires AFTER UPDATE OF a ON observed.thing FOR EACH ROW WHEN ((old.a <> new.a)) EXECUTE FUNCTION observed.does_nothing()',
         'origin'),
        ('observed.thing', 'sleeps',
         'CREATE TRIGGER sleeps BEFORE INSERT ON observed.thing FOR EACH STATEMENT EXECUTE FUNCTION observed.does_nothing()',
         'disabled')
    $$,
    'triggers() lists triggers with timing, columns and condition, tells which are disabled, and leaves out those of foreign keys'
);

select * from finish();
rollback;
