-- depends: nexus-0145-let-erasures-reach-editors
--
-- The assistant: who may ask how much, and what is earned by asking.
--
-- A pupil asks five questions a day, the day being that of the platform's zone; in the subjects of the active subscription as
-- many as he likes. The count was a JSON object that the application read, changed and wrote, so that of two questions at once
-- one was not counted. Now it is a row for each pupil and day, counted in one statement that waits for its like; a check holds
-- the limit. students."freemiumUsage" is no longer read.
--
-- The count is taken by a trigger on the question itself: whoever writes one, with whatever client, has it counted. A question
-- of an imported history counts for its own day.
--
-- Badges: rules in a table, five of them, tried after each question and each judgement; the key of student_badges decides that
-- one is earned once. A definition that is missing is made from the rule.
--
-- SHARE ROW EXCLUSIVE on aria_messages for an instant; rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXA01', 'The pupil has asked the questions of the day.', 'Ask tomorrow, or take the subject into the subscription.'),
    ('NXA02', 'A question or an answer is blank or too long.', 'See the message: it has the limit.'),
    ('NXA03', 'There is no such conversation of this pupil in this subject, or nothing in it waits for an answer.',
     'Begin one: ask without a conversation.'),
    ('NXA04', 'What was to be judged is not an answer of the assistant.', 'Judge answers; questions are not judged.');

create function nexus.aria_daily_limit() returns integer
    language sql
    immutable
    parallel safe
    security invoker
    return 5;

comment on function nexus.aria_daily_limit() is
    'Questions a day to the assistant that cost nothing. A check is built on it: it is never replaced.';

create table nexus.aria_usage (
    student_id text not null,
    day date not null,
    questions integer not null,
    constraint aria_usage_pkey primary key (student_id, day),
    constraint aria_usage_student_id_fkey foreign key (student_id)
        references nexus.students (id) on delete cascade on update cascade,
    constraint aria_usage_questions_is_within_the_limit
        check (questions between 0 and nexus.aria_daily_limit())
);

comment on table nexus.aria_usage is
    'How many questions a pupil asked on a day outside the subjects of the subscription. Written by a trigger only.';
comment on column nexus.aria_usage.student_id is
    'Who asked; the count goes when the pupil goes.';
comment on column nexus.aria_usage.day is
    'The day, in the platform''s zone.';
comment on column nexus.aria_usage.questions is
    'How many, at most nexus.aria_daily_limit().';

grant select on nexus.aria_usage to nexus_app, nexus_readonly;

select privacy.describe_table('nexus.aria_usage');
select privacy.describe_link('nexus.aria_usage', '{student_id}', 'nexus.students', '{id}', on_erase => 'delete');
select privacy.describe_column('nexus.aria_usage', name, category, purpose, 'contract', 'delete')
from (values
    ('student_id', 'identifier', 'to know who asked'),
    ('day', 'behaviour', 'to count what was used'),
    ('questions', 'behaviour', 'to count what was used')
) as personal (name, category, purpose);

create function nexus.aria_is_unlimited(pupil text, in_subject nexus."Subject", moment timestamptz default now())
    returns boolean
    language sql
    stable
    security invoker
    set search_path = ''
as $$
    select exists (
        select from nexus.subscriptions as s
        where s."studentId" = pupil
          and s.status = 'ACTIVE'
          and (s."endDate" is null or s."endDate" > moment)
          and s."ariaSubjects"::jsonb ? in_subject::text
    )
$$;

comment on function nexus.aria_is_unlimited(text, nexus."Subject", timestamptz) is
    'Whether the pupil''s active subscription holds this subject, so that questions in it are not counted.';

create function nexus.aria_messages_count_question() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    talk nexus.aria_conversations;
    today constant date := (new."createdAt" at time zone nexus.time_zone())::date;
begin
    select * into talk from nexus.aria_conversations as c where c.id = new."conversationId";
    if not found or nexus.aria_is_unlimited(talk."studentId", talk.subject, new."createdAt") then
        return null;
    end if;
    insert into nexus.aria_usage as u (student_id, day, questions) values (talk."studentId", today, 1)
    on conflict (student_id, day) do update set questions = u.questions + 1
        where u.questions < nexus.aria_daily_limit();
    if not found then
        raise exception 'pupil % has asked % of % questions on %',
            talk."studentId", nexus.aria_daily_limit(), nexus.aria_daily_limit(), today
            using errcode = 'NXA01',
                  hint = format('Ask again after midnight (%s), or take %s into the subscription.', nexus.time_zone(),
                                talk.subject);
    end if;
    return null;
end
$$;

comment on function nexus.aria_messages_count_question() is
    'AFTER INSERT row trigger on questions: counts it for its day unless the subject is subscribed. Raises NXA01.';

create trigger count_question
    after insert on nexus.aria_messages
    for each row when (new.role = 'user')
    execute function nexus.aria_messages_count_question();

create table nexus.badge_rules (
    measure text not null,
    threshold integer not null,
    name text not null,
    description text not null,
    category text not null,
    icon text,
    condition text not null,
    constraint badge_rules_pkey primary key (measure, threshold),
    constraint badge_rules_name_key unique (name),
    constraint badge_rules_measure_is_known check (measure in ('questions', 'subjects', 'judgements')),
    constraint badge_rules_threshold_is_positive check (threshold > 0),
    constraint badge_rules_category_is_known check (category in ('ASSIDUITE', 'PROGRESSION', 'CURIOSITE'))
);

comment on table nexus.badge_rules is
    'Badges that are earned by using the assistant, and when.';
comment on column nexus.badge_rules.measure is
    'What is counted: questions asked, subjects asked about, answers judged.';
comment on column nexus.badge_rules.threshold is
    'From how many on.';
comment on column nexus.badge_rules.name is
    'Name of the badge, as in badges.';
comment on column nexus.badge_rules.description is
    'As in badges, for a definition that is missing there.';
comment on column nexus.badge_rules.category is
    'As in badges.';
comment on column nexus.badge_rules.icon is
    'As in badges.';
comment on column nexus.badge_rules.condition is
    'As in badges.';

grant select on nexus.badge_rules to nexus_app, nexus_user, nexus_readonly;

insert into nexus.badge_rules (measure, threshold, name, description, category, icon, condition) values
    ('questions', 1, 'Curieux', 'La première question à ARIA.', 'CURIOSITE', '💡', '1 question'),
    ('questions', 25, 'Explorateur', 'Vingt-cinq questions à ARIA.', 'CURIOSITE', '🔭', '25 questions'),
    ('questions', 100, 'Insatiable', 'Cent questions à ARIA.', 'CURIOSITE', '📚', '100 questions'),
    ('subjects', 3, 'Touche-à-tout', 'Trois matières explorées.', 'CURIOSITE', '🎨', 'Questions dans 3 matières'),
    ('judgements', 10, 'Critique', 'Dix avis sur les réponses.', 'CURIOSITE', '👍', '10 avis donnés');

create function nexus.award_badges(pupil text) returns text[]
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
