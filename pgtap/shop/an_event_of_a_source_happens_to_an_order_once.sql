begin;
select plan(5);

create temporary table given as select test.shop_user() as ada;
create temporary table made as select test.shop_order(ada) as order_id, test.shop_order(ada) as other_id from given;

select lives_ok(
    $$insert into shop.order_events (order_id, type, source, source_event_id)
      select order_id, 'communication', 'provider', 'evt_1' from made$$,
    'an event of a source is entered'
);

select throws_ok(
    $$insert into shop.order_events (order_id, type, source, source_event_id)
      select order_id, 'communication', 'provider', 'evt_1' from made$$,
    '23505', 'duplicate key value violates unique constraint "order_events_order_id_source_source_event_id_key"',
    'once'
);

select lives_ok(
    $$insert into shop.order_events (order_id, type, source, source_event_id)
      select other_id, 'communication', 'provider', 'evt_1' from made$$,
    'it may be about another order as well'
);

select throws_ok(
    $$insert into shop.order_events (order_id, type, source, source_event_id)
      select order_id, 'communication', 'provider', null from made$$,
    '23502', 'null value in column "source_event_id" of relation "order_events" violates not-null constraint',
    'without an id it would happen again and again: NULLs repeat under a unique key'
);

insert into shop.order_events (order_id, type, source) select order_id, 'communication', 'admin' from made;

select isnt_empty(
    $$select * from shop.order_events where source = 'admin' and source_event_id ~ '^[0-9a-f-]{36}$'$$,
    'one that its source does not name gets an id of its own'
);

select * from finish();
rollback;
