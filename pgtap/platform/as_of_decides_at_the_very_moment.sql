begin;
select plan(2);

-- Record 1 has two lives and a table that was emptied, 2 ends, 3 is older than the log, of 4 the log knows changes alone.
-- The last life of 1 ends, and the next begins, in one microsecond: there the order of the ids counts.
-- Of another table a partition was emptied alone meanwhile: which records it held the log does not know.
insert into audit.log (at, login, context, table_name, record_id, action, old_values, new_values)
select '2026-01-15 12:00+00'::timestamptz + minute * interval '1 minute', 'tester', 'past', of_table, record, action,
       old_values::jsonb, new_values::jsonb
from (values
    (1, '1', 'insert', null, '{"name": "lamp", "note": "new"}'), (1, '2', 'insert', null, '{"name": "chair"}'),
    (2, '1', 'update', '{"name": "lamp"}', '{"name": "lantern"}'), (2, '2', 'update', '{"name": "chair"}', '{"name": "stool"}'),
    (2, '3', 'update', '{"name": "old"}', '{"name": "older"}'), (2, '4', 'update', '{"name": "a"}', '{"name": "b"}'),
    (3, '1', 'update', '{"name": "lantern"}', '{"name": "torch"}'), (3, '4', 'update', '{"name": "b"}', '{"name": "c"}'),
    (3, '2', 'delete', '{"name": "stool"}', null), (3, '3', 'delete', '{"name": "older", "note": "kept"}', null),
    (4, '1', 'delete', '{"name": "torch", "note": "new"}', null), (5, '1', 'insert', null, '{"name": "candle"}'),
    (6, null, 'truncate', null, null), (7, '1', 'insert', null, '{"name": "bulb"}'),
    (8, '1', 'delete', '{"name": "bulb"}', null), (8, '1', 'insert', null, '{"name": "candle", "note": "again"}'),
    (2.5, null, 'truncate', '{"partition": "past.parted_2025"}', null)
) as t (minute, record, action, old_values, new_values)
cross join unnest(array['things', 'parted']) as of_table
where of_table = 'parted' or minute <> 2.5
order by of_table, minute, action;

create temporary table expected as
    select * from (values
        ('1', 0, null), ('1', 1, '{"name": "lamp", "note": "new"}'), ('1', 2, '{"name": "lantern", "note": "new"}'),
        ('1', 3, '{"name": "torch", "note": "new"}'), ('1', 4, null), ('1', 5, '{"name": "candle"}'), ('1', 6, null),
        ('1', 7, '{"name": "bulb"}'), ('1', 8, '{"name": "candle", "note": "again"}'),
        ('2', 0, null), ('2', 1, '{"name": "chair"}'), ('2', 2, '{"name": "stool"}'), ('2', 3, null), ('2', 7, null),
        ('3', 0, '{"name": "old", "note": "kept"}'), ('3', 1, '{"name": "old", "note": "kept"}'),
        ('3', 2, '{"name": "older", "note": "kept"}'), ('3', 3, null),
        ('4', 1, '{"name": "a"}'), ('4', 2, '{"name": "b"}'), ('4', 3, '{"name": "c"}'), ('4', 5, '{"name": "c"}'), ('4', 6, null)
    ) as t (record, minute, image);

select set_eq(
    $$
        select record, at, audit.as_of('past.things', record, '2026-01-15 12:00+00'::timestamptz + at * interval '1 minute')
        from expected, unnest(array[minute, minute + 0.5]) as at
    $$,
    'select record, at, image::jsonb from expected, unnest(array[minute, minute + 0.5]) as at',
    'a change counts from its own moment, up to that of the next'
);

select set_eq(
    $$
        select record, at, audit.as_of('past.parted', record, '2026-01-15 12:00+00'::timestamptz + at * interval '1 minute')
        from expected, unnest(array[minute, minute + 0.5]) as at
    $$,
    'select record, at, image::jsonb from expected, unnest(array[minute, minute + 0.5]) as at',
    'a partition that was emptied alone tells nothing of a record'
);

select * from finish();
rollback;
