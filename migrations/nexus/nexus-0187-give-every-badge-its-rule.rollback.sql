set local role nexus_owner;

drop trigger award on nexus.bilans;
drop trigger award on nexus.student_reports;
drop trigger award_completed on nexus.sessions;
drop trigger award_new on nexus.sessions;
drop trigger award_completed on nexus."SessionBooking";
drop trigger award_new on nexus."SessionBooking";

drop function nexus.award_bilan();
drop function nexus.award_report();
drop function nexus.award_lessons();
drop function nexus.lessons_of(text);

create or replace function nexus.award_badges(pupil text) returns text[]
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    earned text[];
begin
    with used as (
        select m.role, m.feedback, c.subject
        from nexus.aria_conversations as c
        join nexus.aria_messages as m on m."conversationId" = c.id
        where c."studentId" = pupil
    ),
    counted (measure, figure) as (
        select 'questions', count(*) from used where role = 'user'
        union all
        select 'subjects', count(distinct subject) from used where role = 'user'
        union all
        select 'judgements', count(*) from used where feedback is not null
    ),
    reached as (
        select r.*
        from nexus.badge_rules as r
        join counted as n on n.measure = r.measure and n.figure >= r.threshold
        where not exists (
            select from nexus.student_badges as s
            join nexus.badges as b on b.id = s."badgeId"
            where s."studentId" = pupil and b.name = r.name
        )
    ),
    made as (
        insert into nexus.badges (name, description, category, icon, condition)
        select name, description, category, icon, condition from reached
        on conflict (name) do nothing
        returning id, name
    ),
    -- Those that were there before: this statement does not see what it makes.
    known as (
        select id, name from made
        union
        select b.id, b.name from nexus.badges as b join reached as r on r.name = b.name
    ),
    given as (
        insert into nexus.student_badges ("studentId", "badgeId")
        select pupil, id from known
        on conflict ("studentId", "badgeId") do nothing
        returning "badgeId"
    )
    select array_agg(k.name order by k.name) into earned from known as k join given as g on g."badgeId" = k.id;
    return coalesce(earned, '{}');
end
$$;

comment on function nexus.award_badges(text) is
    'Gives a pupil the badges of nexus.badge_rules that are due and were not earned before; their names.';

drop function nexus.give_badges(text, jsonb);

delete from nexus.badge_rules where measure not in ('questions', 'subjects', 'judgements');

comment on column nexus.badge_rules.measure is
    'What is counted: questions asked, subjects asked about, answers judged.';
comment on table nexus.badge_rules is
    'Badges that are earned by using the assistant, and when.';

alter table nexus.badge_rules
    drop constraint badge_rules_measure_is_known,
    add constraint badge_rules_measure_is_known check (measure in ('questions', 'subjects', 'judgements'));
