begin;
select plan(4);

-- 800 people take one course and each of them three of 80 others, then Ada comes; every row that is read of their enrolments
-- is counted. How many take a course in a version is believed to be one: the planner does not know that a version is of one
-- course. The index of course and version, which holds many rows an entry, is lower than those that begin with the person, once
-- there are many people: here their pages are left nearly empty, which makes them as tall.
select test.learn_course();
set local session_replication_role = replica;
insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
select md5('p' || n)::uuid, test.learn_id('basics'), test.learn_id('basics 1'), 3 from generate_series(1, 800) as n;
insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
select md5('p' || n)::uuid, md5('c' || c)::uuid, md5('v' || c)::uuid, 3
from generate_series(1, 800) as n, unnest(array[n % 80, (n + 1) % 80, (n + 2) % 80]) as c;
set local session_replication_role = origin;
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));
alter index learn.course_enrollments_pkey set (fillfactor = 10);
alter index learn.course_enrollments_user_course_version_key set (fillfactor = 10);
alter index learn.course_enrollments_taken_idx set (fillfactor = 10);
reindex table learn.course_enrollments;
analyze learn.course_enrollments;
set local random_page_cost = 1.1;

-- What an index scan reads is counted for the index, not for its table.
create function pg_temp.rows_read() returns bigint language sql as $$
    select sum(pg_stat_get_xact_tuples_fetched(c.oid) + pg_stat_get_xact_tuples_returned(c.oid))::bigint
    from pg_class as c
    where c.oid = 'learn.course_enrollments'::regclass
       or c.oid in (select i.indexrelid from pg_index as i where i.indrelid = 'learn.course_enrollments'::regclass)
$$;

create function pg_temp.read_for(query text) returns bigint language plpgsql as $$
declare
    before constant bigint := pg_temp.rows_read();
begin
    execute query;
    return pg_temp.rows_read() - before;
end
$$;

select cmp_ok(
    pg_temp.read_for($$select learn.sees_lesson(test.learn_id('basics intro'))$$), '<=', 2::bigint,
    'whether somebody sees a lesson is told by the own enrolment alone'
);
select cmp_ok(
    pg_temp.read_for($$select learn.why_locked(test.learn_id('ada'), test.learn_id('basics quiz'))$$), '<=', 2::bigint,
    'and so is what locks it'
);
select cmp_ok(
    pg_temp.read_for($$select learn.available_hints(test.learn_id('basics code exercise'))$$), '<=', 2::bigint,
    'and which hints there are'
);
select cmp_ok(
    pg_temp.read_for('select from learn.course_enrollments'), '>', 800::bigint, 'every row that is read is counted'
);

select * from finish();
rollback;
