begin;
select plan(11);

select test.nexus_world();
delete from nexus.aria_conversations;
update nexus.subscriptions set "ariaSubjects" = '["NSI", "SVT", "SES"]';
-- What others ask, and what the assistant says, earns the pupil nothing.
select test.nexus_student('sister', 'parent');
insert into nexus.aria_conversations (id, "studentId", subject)
    values ('hers', 'sister', 'FRANCAIS'), ('answered', 'pupil', 'ANGLAIS');
insert into nexus.aria_messages ("conversationId", role, content, "createdAt")
    select 'hers', 'user', 'q', timestamptz '2026-01-05 08:00+01' + n * interval '1 day' from generate_series(1, 30) as n
    union all select 'answered', 'assistant', 'a', timestamptz '2026-01-05 08:00+01' from generate_series(1, 30);
set local app.current_user_id = 'pupil';

select is(
    (select badges from nexus.aria_ask('pupil', 'NSI', 'q')), '{Curieux}'::text[], 'the first question earns a badge'
);
select is((select badges from nexus.aria_ask('pupil', 'NSI', 'q')), '{}'::text[], 'the second none');

create temporary table earned as
    select n, badges from generate_series(3, 100) as n, nexus.aria_ask('pupil', 'NSI', 'question ' || n);
select results_eq(
    $$select n, badges from earned where badges <> '{}' order by n$$,
    $$values (25, '{Explorateur}'::text[]), (100, '{Insatiable}')$$,
    'the 25th and the 100th do'
);
select is((select badges from nexus.aria_ask('pupil', 'SVT', 'q')), '{}'::text[], 'a second subject earns none');
select is(
    (select badges from nexus.aria_ask('pupil', 'SES', 'q')), '{Touche-à-tout}'::text[], 'the third does'
);

insert into nexus.aria_messages (id, "conversationId", role, content)
    select 'answer ' || n, 'answered', 'assistant', 'a' from generate_series(1, 11) as n;
create temporary table judged as
    select n, nexus.aria_judge('answer ' || n, n % 2 = 0) as badges from generate_series(1, 11) as n;
select results_eq(
    $$select n, badges from judged where badges <> '{}'$$, $$values (10, '{Critique}'::text[])$$,
    'so does the tenth judgement, whatever it says'
);

select results_eq(
    $$select b.name, b.category, count(*) from nexus.student_badges as s join nexus.badges as b on b.id = s."badgeId"
      where b.name <> 'First' group by b.name, b.category order by 1$$,
    $$values ('Critique', 'CURIOSITE', 1::bigint), ('Curieux', 'CURIOSITE', 1), ('Explorateur', 'CURIOSITE', 1),
             ('Insatiable', 'CURIOSITE', 1), ('Touche-à-tout', 'CURIOSITE', 1)$$,
    'each was given once, and its definition made from the rule'
);
select throws_ok(
    $$insert into nexus.student_badges ("studentId", "badgeId") select "studentId", "badgeId" from nexus.student_badges limit 1$$,
    '23505', 'duplicate key value violates unique constraint "student_badges_studentId_badgeId_key"',
    'nor can it be given again by writing directly'
);
select throws_ok(
    $$insert into nexus.badge_rules select 'moods', threshold, name || '!', description, category, icon, condition
      from nexus.badge_rules$$,
    '23514', 'new row for relation "badge_rules" violates check constraint "badge_rules_measure_is_known"',
    'a rule counts what can be counted'
);
select throws_ok(
    $$update nexus.badge_rules set threshold = 0$$,
    '23514', 'new row for relation "badge_rules" violates check constraint "badge_rules_threshold_is_positive"',
    'from one on'
);
select throws_ok(
    $$update nexus.badge_rules set category = 'ZELE'$$,
    '23514', 'new row for relation "badge_rules" violates check constraint "badge_rules_category_is_known"',
    'in a category there is'
);

select * from finish();
rollback;
