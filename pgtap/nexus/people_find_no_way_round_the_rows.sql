begin;
select plan(23);

select test.nexus_two_families(), test.nexus_user('admin', 'ADMIN');
set local role nexus_user;
select set_config('app.current_user_id', 'parent', true);
select set_config('app.current_user_role', 'ADMIN', true);

select is(
    (select count(*) from nexus.users), 2::bigint,
    'a session that calls itself administrator is what its account is'
);
select throws_ok(
    'select password from nexus.users',
    '42501', 'permission denied for table users', 'nobody reads passwords, not the own one either'
);
select throws_ok(
    $$update nexus.users set role = 'ADMIN' where id = 'parent'$$,
    '42501', 'permission denied for table users', 'nobody raises himself'
);
select throws_ok(
    format('update nexus.%s', attempt),
    '42501', null, format('%s is refused', attempt)
)
from unnest(array[
    'students set credits = 100', 'credit_wallets set balance = 100', 'payments set status = ''COMPLETED''',
    'payment_records set status = ''paid''', '"SessionBooking" set status = ''COMPLETED''',
    'messages set content = ''forged''', 'subscription_requests set status = ''APPROVED'''
]) as attempt;
select throws_ok(
    format(
        $$insert into nexus.messages (content, "senderId", "receiverId") values ('hello', %L, %L)$$, sender, receiver
    ),
    '42501', 'new row violates row-level security policy for table "messages"', description
)
from (values
    ('coach', 'parent', 'nobody writes in another name'),
    ('parent', 'pupil2', 'nobody writes to somebody with whom there is nothing to do'),
    ('parent', 'who-is-not-there', 'and whether somebody is there is not told')
) as attempts (sender, receiver, description);
select lives_ok(
    format($$insert into nexus.messages (content, "senderId", "receiverId") values ('hello', 'parent', %L)$$, receiver),
    format('a parent writes to %s', receiver)
)
from unnest(array['coach', 'assistant']) as receiver;

select set_config('app.current_user_id', 'coach', true);

select throws_ok(
    $$insert into nexus.student_reports ("studentId", "coachId", title, content, period)
      values ('pupil2', 'coach', 'a', 'b', 'c')$$,
    '42501', 'new row violates row-level security policy for table "student_reports"',
    'a coach reports on nobody whom he does not teach'
);
select throws_ok(
    $$insert into nexus.student_reports ("studentId", "coachId", title, content, period)
      values ('who-is-not-there', 'coach', 'a', 'b', 'c')$$,
    '42501', 'new row violates row-level security policy for table "student_reports"',
    'in the same words whether the pupil is there or not'
);
select throws_ok(
    $$insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime")
      values ('coach2', 2, '08:00', '10:00')$$,
    '42501', 'new row violates row-level security policy for table "CoachAvailability"',
    'a coach enters no hours for another one'
);
select lives_ok(
    $$insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime")
      values ('coach', 2, '08:00', '10:00')$$,
    'own hours are entered'
);

-- A function in a condition sees the rows that the policy lets through, and no other.
create function pg_temp.tell(content text) returns boolean language plpgsql cost 0.0001 as $$
begin
    if content ~ '2$' then
        raise exception 'saw %', content;
    end if;
    return true;
end
$$;
select lives_ok(
    'select id from nexus.users where pg_temp.tell(id)',
    'a cheap function in a condition is not asked before the policy'
);

reset role;
set local role nexus_app;

select is(
    (select count(*) from nexus.users), 8::bigint,
    'the server sees all rows, whoever acts'
);

reset role;
set local role nexus_readonly;

select is(
    (select count(*) from nexus.students), 2::bigint,
    'and so do reports'
);

reset role;
create function pg_temp.writes_to(actor text) returns text language plpgsql as $$
declare
    receiver text;
    reached text[] := '{}';
begin
    perform set_config('app.current_user_id', actor, true);
    for receiver in select u.id from nexus.users as u order by u.id loop
        begin
            set local role nexus_user;
            insert into nexus.messages (content, "senderId", "receiverId") values ('hello', actor, receiver);
            raise exception 'done' using errcode = 'PT000';
        exception
            when insufficient_privilege then null;
            when sqlstate 'PT000' then reached := reached || receiver;
        end;
    end loop;
    return array_to_string(reached, ' ');
end
$$;
select test.nexus_parent('father'), test.nexus_student('taught', 'father'), test.nexus_student('untaught', 'father');
select test.nexus_booking('kept', 'taught', 'coach', '08:00', '09:00'),
       test.nexus_booking('given up', 'untaught', 'coach', '09:00', '10:00', status => 'CANCELLED');
insert into nexus.messages (id, content, "senderId", "receiverId") values ('first', 'Hello', 'untaught', 'parent2');
select results_eq(
    $$
        select actor, pg_temp.writes_to(actor)
        from unnest(array['parent', 'pupil', 'parent2', 'coach', 'father', 'assistant', 'admin']) with ordinality as a (actor, place)
        order by place
    $$,
    $$values
        ('parent', 'admin assistant coach'), ('pupil', 'admin assistant coach'),
        ('parent2', 'admin assistant coach2 untaught'), ('coach', 'admin assistant father parent pupil taught'),
        ('father', 'admin assistant coach'),
        ('assistant', 'admin assistant coach coach2 father parent parent2 pupil pupil2 taught untaught'),
        ('admin', 'admin assistant coach coach2 father parent parent2 pupil pupil2 taught untaught')
    $$,
    'people write to the staff, to whom they have to do with, and to who wrote to them; the staff to everybody'
);
select * from finish();
rollback;
