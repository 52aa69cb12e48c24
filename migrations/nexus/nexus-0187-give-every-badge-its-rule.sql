-- depends: nexus-0186-limit-requests
-- may lose: nexus.badge_rules (the rollback takes rules by the new measures along)
--
-- The ten badges that had no rule get one: five for lessons that were held, five for progress. Fifteen rows of badge_rules now
-- say all of what is earned, and when. Two definitions of the catalogue could not be measured; theirs are other ones.
--
--   lessons      held, in all                      weeks, months   in a row with a lesson
--   attended     in a row, none missed             gain            points of the mean mark above an earlier report
--   mark         the best mean mark                mastery         per cent of the points of an assessment
--   domains      of an assessment without a mistake
--
-- give_badges() compares figures with the rules and awards what is due; award_badges() counts the use of the assistant for it,
-- as before. A lesson that is completed, a report and scores are counted by triggers when they are written, with whatever
-- client. Those that fire on bookings do so when one is completed, not when it is made.
--
-- SHARE ROW EXCLUSIVE on "SessionBooking", sessions, student_reports and bilans for an instant (writes wait, reads do not);
-- badge_rules has a handful of rows. Rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because only writers wait, for an instant
-- pgassay: allow check because badge_rules has five rows

set local role nexus_owner;

alter table nexus.badge_rules
    drop constraint badge_rules_measure_is_known,
    add constraint badge_rules_measure_is_known check (
        measure in (
            'questions', 'subjects', 'judgements', 'lessons', 'attended', 'weeks', 'months', 'gain', 'mark', 'mastery',
            'domains'
        )
    );

comment on table nexus.badge_rules is
    'Badges, and when they are earned.';
comment on column nexus.badge_rules.measure is
    'What is counted: questions asked, subjects asked about, answers judged; lessons held, in a row without one missed, weeks '
    'and months in a row with one; points gained, mean mark, per cent of an assessment, domains of it without a mistake.';

insert into nexus.badge_rules (measure, threshold, name, description, category, icon, condition) values
    ('lessons', 1, 'Première séance', 'La première séance est faite.', 'ASSIDUITE', '🌱', '1 séance terminée'),
    ('weeks', 4, 'Régulier', 'Quatre semaines de suite.', 'ASSIDUITE', '📅', '1 séance par semaine pendant 4 semaines'),
    ('attended', 10, 'Ponctuel', 'Dix séances de suite.', 'ASSIDUITE', '⏰', '10 séances sans absence'),
    ('lessons', 25, 'Marathonien', 'Vingt-cinq séances.', 'ASSIDUITE', '🏃', '25 séances terminées'),
    ('months', 10, 'Inébranlable', 'Une année complète.', 'ASSIDUITE', '🏔️', '1 séance par mois pendant 10 mois'),
    ('gain', 1, 'En progrès', 'Un point de plus.', 'PROGRESSION', '📈', 'Moyenne en hausse de 1 point'),
    ('gain', 3, 'Belle remontée', 'Trois points de plus.', 'PROGRESSION', '🚀', 'Moyenne en hausse de 3 points'),
    ('mastery', 80, 'Objectif atteint', 'Le but du bilan est atteint.', 'PROGRESSION', '🎯', 'Bilan à 80 % ou plus'),
    ('mark', 16, 'Mention', 'Seize de moyenne.', 'PROGRESSION', '🥇', 'Moyenne de 16 ou plus'),
    ('domains', 1, 'Autonome', 'Un domaine sans faute.', 'PROGRESSION', '🧭', '1 domaine d''un bilan à 100 %');

create function nexus.give_badges(pupil text, figures jsonb) returns text[]
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    earned text[];
begin
    with reached as (
        select r.*
        from nexus.badge_rules as r
        where (figures ->> r.measure)::numeric >= r.threshold
          and not exists (
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

comment on function nexus.give_badges(text, jsonb) is
    'Gives a pupil the badges that are due by these figures, { measure: figure }, and were not earned before; their names.';

create or replace function nexus.award_badges(pupil text) returns text[]
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    return nexus.give_badges(pupil, (
        select jsonb_build_object(
            'questions', count(*) filter (where m.role = 'user'),
            'subjects', count(distinct c.subject) filter (where m.role = 'user'),
            'judgements', count(*) filter (where m.feedback is not null)
        )
        from nexus.aria_conversations as c
        join nexus.aria_messages as m on m."conversationId" = c.id
        where c."studentId" = pupil
    ));
end
$$;

comment on function nexus.award_badges(text) is
    'Gives a pupil the badges that the use of the assistant earned; their names.';

create function nexus.lessons_of(pupil text) returns table (at timestamptz, held boolean)
    language sql
    stable
    security invoker
    set search_path = ''
as $$
    select lower(nexus.slot(b."scheduledDate", b."startTime", b."endTime")), b.status = 'COMPLETED'
    from nexus.students as s
    join nexus."SessionBooking" as b on b."studentId" = s."userId"
    where s.id = pupil and b.status in ('COMPLETED', 'NO_SHOW')
    union all
    select l."scheduledAt", l.status = 'COMPLETED'
    from nexus.sessions as l
    where l."studentId" = pupil and l.status in ('COMPLETED', 'NO_SHOW')
$$;

comment on function nexus.lessons_of(text) is
    'The lessons of a pupil that were held or missed, booked or entered, and when they were.';

create function nexus.award_lessons() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    pupil text;
begin
    select s.id into pupil
    from nexus.students as s
    where case tg_table_name when 'sessions' then s.id else s."userId" end = new."studentId";
    perform nexus.give_badges(pupil, (
        with lessons as (
            select l.held,
                   date_trunc('week', l.at at time zone nexus.time_zone())::date as week,
                   date_trunc('month', l.at at time zone nexus.time_zone())::date as month,
                   count(*) filter (where not l.held) over (order by l.at) as missed
            from nexus.lessons_of(pupil) as l
        ),
        -- What follows without a gap has the same beginning.
        weeks as (
            select week - 7 * (row_number() over (order by week))::integer as beginning
            from (select distinct week from lessons where held) as w
        ),
        months as (
            select month - make_interval(months => (row_number() over (order by month))::integer) as beginning
            from (select distinct month from lessons where held) as m
        )
        select jsonb_build_object(
            'lessons', (select count(*) from lessons where held),
            'attended', (select max(n) from (select count(*) as n from lessons where held group by missed) as runs),
            'weeks', (select max(n) from (select count(*) as n from weeks group by beginning) as runs),
            'months', (select max(n) from (select count(*) as n from months group by beginning) as runs)
        )
    ));
    return null;
end
$$;

comment on function nexus.award_lessons() is
    'AFTER INSERT OR UPDATE row trigger on lessons that were completed: gives the badges that they earn.';

create function nexus.award_report() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    perform nexus.give_badges(new."studentId", (
        select jsonb_build_object('mark', max(r."averageGrade"), 'gain', max(r."averageGrade" - r.least_before))
        from (
            select r."averageGrade",
                   min(r."averageGrade") over (
                       order by r."createdAt", r.id rows between unbounded preceding and 1 preceding
                   ) as least_before
            from nexus.student_reports as r
            where r."studentId" = new."studentId" and r."averageGrade" is not null
        ) as r
    ));
    return null;
end
$$;

comment on function nexus.award_report() is
    'AFTER INSERT OR UPDATE row trigger on reports with a mark: gives the badges that the marks of the pupil earn.';

create function nexus.award_bilan() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    perform nexus.give_badges(new."studentId", (
        select jsonb_build_object(
            'mastery', 100 * (new."qcmScores" ->> 'total')::numeric / nullif((new."qcmScores" ->> 'totalMax')::numeric, 0),
            'domains', (
                select count(*)
                from jsonb_each(new."qcmScores" -> 'byDomain') as d (name, score)
                where (score ->> 'points')::numeric = (score ->> 'max')::numeric
            )
        )
    ));
    return null;
end
$$;

comment on function nexus.award_bilan() is
    'AFTER INSERT OR UPDATE row trigger on assessments that were scored: gives the badges that the scores earn.';

create trigger award_new
    after insert on nexus."SessionBooking"
    for each row when (new.status = 'COMPLETED')
    execute function nexus.award_lessons();

create trigger award_completed
    after update of status on nexus."SessionBooking"
    for each row when (new.status = 'COMPLETED' and old.status <> 'COMPLETED')
    execute function nexus.award_lessons();

create trigger award_new
    after insert on nexus.sessions
    for each row when (new.status = 'COMPLETED')
    execute function nexus.award_lessons();

create trigger award_completed
    after update of status on nexus.sessions
    for each row when (new.status = 'COMPLETED' and old.status <> 'COMPLETED')
    execute function nexus.award_lessons();

create trigger award
    after insert or update of "averageGrade" on nexus.student_reports
    for each row when (new."averageGrade" is not null)
    execute function nexus.award_report();

create trigger award
    after insert or update of "qcmScores" on nexus.bilans
    for each row when (new."qcmScores" <> '{}')
    execute function nexus.award_bilan();
