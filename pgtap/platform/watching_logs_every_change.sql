begin;
select plan(6);

create schema watched;
create table watched.things (id integer primary key, name text, amount numeric, data json, kept_at timestamptz);
select audit.watch('watched.things');

insert into watched.things values (1, 'lamp', 1.0, '{"a": 1}', '2026-01-01 00:00+00');

select results_eq(
    $$select * from test.logged('watched.things')$$,
    $$values
        ('1', 'insert', null::jsonb,
         jsonb_build_object('id', 1, 'name', 'lamp', 'amount', 1.0, 'data', '{"a": 1}'::json,
                            'kept_at', '2026-01-01 00:00+00'::timestamptz))
    $$,
    'an insert is logged with the whole row'
);

update watched.things set name = 'lantern', data = '{"a": 2}';

select results_eq(
    $$select * from test.logged('watched.things') offset 1$$,
    $$values ('1', 'update', '{"name": "lamp", "data": {"a": 1}}'::jsonb, '{"name": "lantern", "data": {"a": 2}}'::jsonb)$$,
    'an update is logged with the columns that changed, before and after'
);

update watched.things set name = null;

select results_eq(
    $$select * from test.logged('watched.things') offset 2$$,
    $$values ('1', 'update', '{"name": "lantern"}'::jsonb, '{"name": null}'::jsonb)$$,
    'a value replaced by NULL is a change'
);

update watched.things set amount = 1.00;

select results_eq(
    $$select action, old_values ->> 'amount', new_values ->> 'amount' from test.logged('watched.things') offset 3$$,
    $$values ('update', '1.0', '1.00')$$,
    '1.0 replaced by 1.00 is a change: it is stored and shown differently'
);

delete from watched.things;

select results_eq(
    $$select record_id, action, old_values - 'kept_at', new_values from test.logged('watched.things') offset 4$$,
    $$values ('1', 'delete', '{"id": 1, "name": null, "amount": 1.00, "data": {"a": 2}}'::jsonb, null::jsonb)$$,
    'a delete is logged with the whole row'
);

insert into watched.things (id) values (2), (3);
update watched.things set name = 'both' where id > 1;

select results_eq(
    $$select record_id, action from test.logged('watched.things') offset 5$$,
    $$values ('2', 'insert'), ('3', 'insert'), ('2', 'update'), ('3', 'update')$$,
    'each row of a statement is logged, in order'
);

select * from finish();
rollback;
