begin;
select plan(2);

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

create table observed.other (a integer);
create trigger fires before delete on observed.other execute function observed.does_nothing();

select results_eq(
    $$select "table", trigger, definition from test.triggers('observed', 'other')$$,
    $$values
        ('observed.other', 'fires',
         'CREATE TRIGGER fires BEFORE DELETE ON observed.other FOR EACH STATEMENT EXECUTE FUNCTION observed.does_nothing()')
    $$,
    'triggers() of a table are those of this table'
);

select * from finish();
rollback;
