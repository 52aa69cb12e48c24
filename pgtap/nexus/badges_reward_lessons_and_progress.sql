begin;
select plan(29);

select test.nexus_world();
delete from nexus.student_badges;
update nexus."SessionBooking" set status = 'NO_SHOW' where id = 'booking';

create function pg_temp.lesson(n integer, day date, status text default 'COMPLETED', pupil text default 'pupil') returns void language plpgsql as $$
begin
    set local session_replication_role = replica;
    insert into nexus.session_history ("sessionId", "newStatus") values ('l' || n, 'IN_PROGRESS');
    insert into nexus."SessionBooking"
        (id, "studentId", "coachId", subject, title, "scheduledDate", "startTime", "endTime", duration, status)
    values ('l' || n, pupil, 'coach', 'NSI', 'Lesson', day::timestamp at time zone nexus.time_zone(), '08:00', '09:00', 60,
            case lesson.status when 'COMPLETED' then 'IN_PROGRESS' else lesson.status end::nexus."SessionStatus");
    set local session_replication_role = origin;
    update nexus."SessionBooking" as b set status = lesson.status::nexus."SessionStatus" where b.id = 'l' || n;
end
$$;
create function pg_temp.earned(pupil text default 'pupil') returns text[] language sql as $$
    select coalesce(array_agg(b.name order by b.name), '{}')
    from nexus.student_badges as s join nexus.badges as b on b.id = s."badgeId"
    where s."studentId" = pupil
$$;

select set_eq(
    'select measure, threshold, name from nexus.badge_rules',
    $$values
        ('lessons', 1, 'Première séance'), ('weeks', 4, 'Régulier'), ('attended', 10, 'Ponctuel'),
        ('lessons', 25, 'Marathonien'), ('months', 10, 'Inébranlable'),
        ('gain', 1, 'En progrès'), ('gain', 3, 'Belle remontée'), ('mastery', 80, 'Objectif atteint'),
        ('mark', 16, 'Mention'), ('domains', 1, 'Autonome'),
        ('questions', 1, 'Curieux'), ('questions', 25, 'Explorateur'), ('questions', 100, 'Insatiable'),
        ('subjects', 3, 'Touche-à-tout'), ('judgements', 10, 'Critique')
    $$,
    'fifteen badges have a rule'
);
select results_eq(
    'select category, count(*) from nexus.badge_rules group by category order by category',
    $$values ('ASSIDUITE', 5::bigint), ('CURIOSITE', 5), ('PROGRESSION', 5)$$, 'five in each category'
);

-- A sister who came close: what she has is hers, and earns nobody else anything.
select test.nexus_student('sister', 'parent');
select pg_temp.lesson(100 + n, ('2025-09-01'::date + 7 * n), pupil => 'sister') from generate_series(0, 2) as n;
select is(pg_temp.earned('sister'), '{Première séance}', 'the first lesson of another pupil earns hers');
select pg_temp.lesson(110, '2025-09-22', 'NO_SHOW', 'sister'), pg_temp.lesson(111, '2025-09-16', pupil => 'sister');
select is(pg_temp.earned('sister'), '{Première séance}', 'a week with a lesson that was missed is none');
select pg_temp.lesson(120 + n, ('2025-10-15'::date + make_interval(months => n))::date, pupil => 'sister') from generate_series(0, 7) as n;
select pg_temp.lesson(130, '2026-06-10', 'NO_SHOW', 'sister'), pg_temp.lesson(131, '2026-05-20', pupil => 'sister');
select is(pg_temp.earned('sister'), '{Première séance}', 'nor is a month');
insert into nexus.sessions (id, "studentId", type, subject, title, "scheduledAt", duration, "creditCost", status)
    values ('missed', 'sister', 'COURS_ONLINE', 'NSI', 'Lesson', '2026-05-25 08:00+00', 60, 1, 'NO_SHOW'),
           ('hers', 'sister', 'COURS_ONLINE', 'NSI', 'Lesson', '2025-09-17 08:00+00', 60, 1, 'COMPLETED');
select pg_temp.lesson(140, '2026-06-01', pupil => 'sister');
select is(
    pg_temp.earned('sister'), '{Inébranlable,"Première séance"}',
    'ten lessons are not in a row when one among them was missed, booked or entered'
);
insert into nexus.student_reports ("studentId", title, content, period, "averageGrade") values ('sister', 't', 'c', 'p', 20);
insert into nexus.bilans ("studentId", "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers)
    values ('sister', '{}', '{}', '{"total": 1, "totalMax": 1, "byDomain": {}}', '{}', '{}', '{}'),
           ('sister', '{}', '{}', '{"total": 0, "totalMax": 0, "byDomain": {}}', '{}', '{}', '{}');
select is(
    pg_temp.earned('sister'), '{Inébranlable,Mention,"Objectif atteint","Première séance"}',
    'what is more than the threshold earns it as well; of nothing there is no share'
);

-- Lessons.
select is(pg_temp.earned(), '{}', 'a lesson that was missed earns nothing');
select pg_temp.lesson(1, '2025-09-01');
select is(pg_temp.earned(), '{Première séance}', 'the first lesson earns a badge');
select pg_temp.lesson(2, '2025-09-08'), pg_temp.lesson(3, '2025-09-21');
select is(pg_temp.earned(), '{Première séance}', 'three weeks in a row do not');
select pg_temp.lesson(5, '2025-09-22');
select is(pg_temp.earned(), '{Première séance,Régulier}', 'four weeks in a row do: Monday to Sunday is a week');
select pg_temp.lesson(6, '2025-10-06'), pg_temp.lesson(7, '2025-10-07'), pg_temp.lesson(8, '2025-10-08'), pg_temp.lesson(9, '2025-10-09');
select is(pg_temp.earned(), '{Première séance,Régulier}', 'nine lessons in a row are not ten');
select pg_temp.lesson(10, '2025-09-15', 'NO_SHOW');
select pg_temp.lesson(11, '2025-10-10');
select is(pg_temp.earned(), '{Première séance,Régulier}', 'ten with one missed among them are not in a row');
select pg_temp.lesson(12, '2025-10-13'), pg_temp.lesson(13, '2025-10-14');
select is(pg_temp.earned(), '{Première séance,Régulier}', 'those before it do not count');
select pg_temp.lesson(14, '2025-10-15');
select is(pg_temp.earned(), '{Ponctuel,Première séance,Régulier}', 'ten after it do');
select pg_temp.lesson(20 + n, ('2025-11-15'::date + make_interval(months => n))::date) from generate_series(0, 6) as n;
select is(pg_temp.earned(), '{Ponctuel,Première séance,Régulier}', 'nine months in a row are not ten');
update nexus.sessions set "scheduledAt" = '2026-05-31 23:30+00', status = 'SCHEDULED' where id = 'session';
update nexus.sessions set status = 'COMPLETED' where id = 'session';
select is(
    pg_temp.earned(), '{Inébranlable,Ponctuel,Première séance,Régulier}',
    'the tenth does, in the zone of the platform; a lesson that was entered counts as one that was booked'
);
select is((select count(*) from nexus.lessons_of('pupil') where held), 20::bigint, 'twenty lessons were held');
insert into nexus.sessions (id, "studentId", type, subject, title, "scheduledAt", duration, "creditCost", status)
    select 's' || n, 'pupil', 'COURS_ONLINE', 'NSI', 'Lesson', timestamptz '2026-07-01 08:00+00' + n * interval '1 hour', 60, 1,
           'COMPLETED'
    from generate_series(1, 4) as n;
select is(
    pg_temp.earned(), '{Inébranlable,Ponctuel,Première séance,Régulier}', 'four more make twenty-four'
);
insert into nexus.sessions (id, "studentId", type, subject, title, "scheduledAt", duration, "creditCost", status)
    values ('s5', 'pupil', 'COURS_ONLINE', 'NSI', 'Lesson', '2026-07-02 08:00+00', 60, 1, 'COMPLETED');
select is(
    pg_temp.earned(), '{Inébranlable,Marathonien,Ponctuel,Première séance,Régulier}', 'the twenty-fifth lesson earns the last of five'
);

-- Marks of reports, in their order.
delete from nexus.student_badges where "studentId" = 'pupil';
create function pg_temp.mark(day date, mark numeric) returns void language sql as $$
    insert into nexus.student_reports ("studentId", title, content, period, "averageGrade", "createdAt")
    values ('pupil', 't', 'c', 'p', mark, day)
$$;
select pg_temp.mark('2026-01-31', 12), pg_temp.mark('2026-02-28', 12.99);
select is(pg_temp.earned(), '{}', 'less than a point more is no progress');
select pg_temp.mark('2026-03-31', 13);
select is(pg_temp.earned(), '{"En progrès"}', 'a point is');
select pg_temp.mark('2026-04-30', 10), pg_temp.mark('2026-05-31', 13);
select is(pg_temp.earned(), '{"Belle remontée","En progrès"}', 'three points from the lowest mark before are more');
select pg_temp.mark('2026-06-29', 15.99);
select is(pg_temp.earned(), '{"Belle remontée","En progrès"}', 'nearly sixteen is not sixteen');
update nexus.student_reports set "averageGrade" = 16 where "createdAt" = '2026-06-29';
select is(pg_temp.earned(), '{"Belle remontée","En progrès",Mention}', 'sixteen is a mention, also when it was corrected');

-- Assessments.
delete from nexus.student_badges where "studentId" = 'pupil';
create function pg_temp.assess(total numeric, points numeric) returns void language sql as $$
    insert into nexus.bilans ("studentId", "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers)
    values ('pupil', '{}', '{}', jsonb_build_object('total', total, 'totalMax', 20, 'byDomain', jsonb_build_object(
                'a', jsonb_build_object('points', points, 'max', 8, 'percent', round(100 * points / 8)))), '{}', '{}', '{}')
$$;
select pg_temp.assess(15.9, 7.9);
select is(pg_temp.earned(), '{}', 'less than 80 per cent and no domain without a mistake earn nothing');
select pg_temp.assess(16, 7);
select is(pg_temp.earned(), '{"Objectif atteint"}', '80 per cent do');
select pg_temp.assess(8, 8);
select is(pg_temp.earned(), '{Autonome,"Objectif atteint"}', 'and a domain without a mistake');
select is((select count(*) from nexus.badges as b join nexus.badge_rules as r using (name, description, category, icon, condition)),
    10::bigint, 'each definition was made from its rule');

select * from finish();
rollback;
