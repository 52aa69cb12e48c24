begin;
select plan(22);

select test.nexus_school();

select throws_ok(
    'update nexus.students set credits = 11', 'NX011',
    'pupil pupil was to have 11.00 session credits, and the journal says 10.00', 'the balance has no other value than the journal''s'
);
select test.nexus_user('new', 'ELEVE');
select throws_ok(
    $$insert into nexus.students ("userId", "parentId", id, credits) values ('new', 'parent', 'new', 1)$$, 'NX011',
    'pupil new was to have 1.00 session credits, and the journal says 0', 'nobody begins with credits'
);
select throws_ok(
    'update nexus.credit_transactions set amount = 0', 'NX010',
    'entry bought of the session credits of pupil pupil was to be changed (it is a journal)', 'defect 3: no entry is emptied'
);
select throws_ok(
    $$update nexus.credit_transactions set type = 'CREDIT_ADD'$$, 'NX010',
    'entry bought of the session credits of pupil pupil was to be changed (it is a journal)', 'defect 4: nor relabelled'
);
select throws_ok(
    $$update nexus.credit_transactions set description = 'Eleven credits'$$, 'NX010',
    'entry bought of the session credits of pupil pupil was to be changed (it is a journal)', 'nor told otherwise'
);
select test.nexus_booking('booking', 'pupil', 'coach', '14:00', '15:00'), test.nexus_booking('other', 'pupil', 'coach', '16:00', '17:00');
select throws_ok(
    $$update nexus.credit_transactions set "sessionId" = 'booking'$$, 'NX010',
    'entry bought of the session credits of pupil pupil was to be changed (it is a journal)', 'nor given a booking afterwards'
);
insert into nexus.credit_transactions (id, "studentId", type, amount, description, "sessionId")
    values ('named', 'pupil', 'CREDIT_ADD', 0, 'd', 'booking');
select throws_ok(
    format('update nexus.credit_transactions set "sessionId" = %L where id = ''named''', booking), 'NX010',
    'entry named of the session credits of pupil pupil was to be changed (it is a journal)', why
) from (values ('other', 'nor another one'), (null, 'nor none')) as tried (booking, why);
select lives_ok(
    $$update nexus.credit_transactions set description = '[erased]'$$, 'but what it says of a person can be erased'
);
select throws_ok(
    $$delete from nexus.credit_transactions where id = 'bought'; set constraints all immediate$$, 'NX010',
    'entry bought of the session credits of pupil pupil was to be deleted (it is a journal)', 'nor deleted'
);
set constraints all deferred;
select throws_ok(
    'truncate nexus.credit_transactions cascade', 'NX010',
    'table nexus.credit_transactions was to be emptied (it is a journal)', 'nor are all of them'
);
select throws_ok(
    format('insert into nexus.credit_transactions ("studentId", type, amount, description) values (''pupil'', %L, %s, ''d'')', type, amount),
    'NXC02', format('an entry of type %s over %s.00 session credits', type, amount), why
)
from (values
    ('USAGE', 3, 'what spends is negative'), ('USAGE', 1, 'be it a single credit'), ('EXPIRATION', 1, 'so is what expires')
) as tried (type, amount, why);
select throws_ok(
    $$insert into nexus.credit_transactions ("studentId", type, amount, description) values ('pupil', 'PURCHASE', -3, 'd')$$, 'NXC02',
    'an entry of type PURCHASE over -3.00 session credits', 'what brings is positive'
);

-- A client that knows of none of this: one statement, several entries, columns it does not know left out.
select lives_ok(
    $$
        insert into nexus.credit_transactions ("studentId", type, amount, description, "createdAt")
        values ('pupil', 'PURCHASE', 5, 'd', '2020-01-01'), ('pupil', 'USAGE', -12, 'd', '2999-01-01'),
               ('pupil', 'CREDIT_REQUEST', 100, 'd', now()), ('pupil', 'CREDIT_REJECTED', 100, 'd', now())
    $$, 'entries are written as ever'
);
select is((select credits from nexus.students), 3.00, 'defect 4: what is only asked for, or refused, counts for nothing');
select is((select sum(remaining) from nexus.credit_lots), 3.00, 'the lots hold what the balance says');
select is(
    (select count(*) from nexus.credit_transactions where "createdAt" > clock_timestamp() or "createdAt" < now()::timestamptz(3)),
    0::bigint, 'no entry is later than now or earlier than the one before'
);
select throws_ok(
    $$insert into nexus.credit_transactions ("studentId", type, amount, description) values ('pupil', 'USAGE', -4, 'd')$$, 'NXC01',
    'INSUFFICIENT_CREDITS: 4.00 session credits are needed, and pupil pupil can spend 3.00 of 3.00', 'nor is it spent'
);
select lives_ok(
    $$
        insert into nexus.credit_transactions (id, "studentId", type, amount, description)
        values ('bought', 'pupil', 'PURCHASE', 10, 'Ten credits') on conflict do nothing
    $$, 'an entry that is there already leaves no trace'
);
select is((select credits from nexus.students), 3.00, 'in the balance neither');

select * from finish();
rollback;
