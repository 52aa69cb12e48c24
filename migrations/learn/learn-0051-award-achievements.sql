-- depends: learn-0050-award-points
-- loses: learn.graphs.revision (it counts how often something was added)
--
-- The fifteen achievements, and how they are awarded: whenever somebody earns points or writes to the community, all that is
-- counted of that person is counted anew. So an award cannot be missed for good, and a new achievement is found by whoever
-- has reached it already. What is reached is awarded once, brings its points once, and those may reach the next one.
--
-- Nobody is waited for but the person: the row in users is held while it is counted.
--
-- Share row exclusive on three tables for the instant of the change; rewrites nothing, loses nothing. The rollback is refused
-- while somebody has one of them.
--
-- pgassay: allow wide-lock-window because who writes to the community waits for an instant

set local role learn_owner;

-- What comes with the schema stands in this file; the log is for what is changed afterwards.
select audit.unwatch('learn.achievements');
select audit.unwatch('learn.achievement_prerequisites');

insert into learn.achievements (
    key, title, description, category, rarity, requirement_type, requirement_target, requirement, xp_reward, title_reward
)
values
    ('first_lesson', 'First steps', 'Complete a lesson.', 'LEARNING', 'COMMON', 'lesson_complete', 1, '{}', 50, null),
    ('lesson_master', 'Lesson master', 'Complete 10 lessons.', 'LEARNING', 'UNCOMMON', 'lesson_complete', 10, '{}', 200, null),
    ('solidity_scholar', 'Solidity scholar', 'Complete 50 lessons.', 'LEARNING', 'EPIC', 'lesson_complete', 50, '{}', 1000,
     'Scholar'),
    ('quiz_ace', 'Quiz ace', 'Make no mistake in a quiz.', 'LEARNING', 'UNCOMMON', 'quiz_score', 100, '{}', 150, null),
    ('perfect_streak', 'Flawless', 'Make no mistake in five quizzes in a row.', 'LEARNING', 'RARE', 'quiz_score', 5,
     '{"in_a_row": true}', 500, 'Perfectionist'),
    ('first_contract', 'First contract', 'Pass an exercise.', 'LEARNING', 'COMMON', 'project_submit', 1, '{}', 100, null),
    ('defi_developer', 'DeFi developer', 'Pass 5 exercises.', 'LEARNING', 'EPIC', 'project_submit', 5, '{}', 750,
     'DeFi developer'),
    ('daily_learner', 'Daily learner', 'Learn on 7 days in a row.', 'STREAK', 'UNCOMMON', 'streak_days', 7, '{}', 200, null),
    ('dedication_master', 'Dedication', 'Learn on 30 days in a row.', 'STREAK', 'LEGENDARY', 'streak_days', 30, '{}', 1000,
     'Dedicated'),
    ('xp_collector', 'Collector', 'Earn 1,000 points.', 'MILESTONE', 'UNCOMMON', 'xp_earned', 1000, '{}', 100, null),
    ('level_up_legend', 'Legend', 'Earn 10,000 points.', 'MILESTONE', 'LEGENDARY', 'xp_earned', 10000, '{}', 500, 'Legend'),
    ('early_adopter', 'Early adopter', 'Be here within the first year.', 'SPECIAL', 'RARE', 'lesson_complete', 1, '{}', 250,
     'Pioneer'),
    ('community_contributor', 'Contributor', 'Write 10 posts or comments.', 'SOCIAL', 'UNCOMMON', 'social_action', 10, '{}',
     300, null),
    ('speed_learner', 'Speed learner', 'Complete a lesson in less than 5 minutes.', 'SPECIAL', 'UNCOMMON', 'lesson_complete',
     1, '{"within_seconds": 300}', 150, null),
    ('marathon_learner', 'Marathon', 'Complete lessons of 4 hours in a day.', 'SPECIAL', 'RARE', 'time_spent', 240,
     '{"in_a_day": true}', 400, null);

update learn.achievements set expires_at = '2027-11-01 00:00+00' where key = 'early_adopter';

insert into learn.achievement_prerequisites (achievement_id, prerequisite_id)
select later.id, earlier.id
from (values
    ('lesson_master', 'first_lesson'), ('solidity_scholar', 'lesson_master'), ('perfect_streak', 'quiz_ace'),
    ('defi_developer', 'first_contract'), ('dedication_master', 'daily_learner'), ('level_up_legend', 'xp_collector')
) as pairs (later, earlier)
join learn.achievements as later on later.key = pairs.later
join learn.achievements as earlier on earlier.key = pairs.earlier;

select audit.watch('learn.achievements');
select audit.watch('learn.achievement_prerequisites');

create function learn.count_for_achievements(of_user uuid)
    returns table (achievement_id uuid, progress integer)
    language sql
    stable
    security definer
    set search_path = ''
as $$
    with person as (
        select u.id, u.xp, u.streak, u.time_zone from learn.users as u where u.id = of_user
    ),
    lessons as (
        select p.time_spent_seconds, (p.completed_at at time zone person.time_zone)::date as day
        from learn.user_progress as p, person
        where p.user_id = of_user and p.status = 'COMPLETED'
    ),
    attempts as (
        select a.score = 100 as perfect, row_number() over (order by a.submitted_at desc, a.id desc) as place
        from learn.quiz_attempts as a
        where a.user_id = of_user and a.status = 'SUBMITTED'
    ),
    counted as (
        select (select count(*) from lessons) as lessons,
               (select max(a.score) from learn.quiz_attempts as a where a.user_id = of_user and a.status = 'SUBMITTED')
                   as best_score,
               -- Perfect ones since the last that was not.
               (select count(*) from attempts as a
                where a.place < coalesce((select min(b.place) from attempts as b where not b.perfect), 9223372036854775807))
                   as perfect_in_a_row,
               (select count(distinct s.exercise_id) from learn.code_submissions as s
                where s.user_id = of_user and s.status = 'PASSED') as projects,
               (select count(*) from learn.community_posts as p where p.author_id = of_user and p.status <> 'DELETED')
                   + (select count(*) from learn.community_comments as c
                      where c.author_id = of_user and c.status <> 'DELETED') as writings,
               (select sum(l.time_spent_seconds) / 60 from lessons as l) as minutes,
               (select max(d.minutes) from (select sum(l.time_spent_seconds) / 60 as minutes from lessons as l group by l.day)
                   as d) as minutes_in_a_day
    )
    select a.id,
           coalesce(case a.requirement_type
               when 'lesson_complete' then
                   case when a.requirement ? 'within_seconds' then
                       (select count(*) from lessons as l
                        where l.time_spent_seconds between 1 and (a.requirement ->> 'within_seconds')::integer - 1)
                   else counted.lessons end
               when 'quiz_score' then case when a.requirement ? 'in_a_row' then counted.perfect_in_a_row else counted.best_score end
               when 'project_submit' then counted.projects
               when 'streak_days' then person.streak
               when 'xp_earned' then person.xp
               when 'time_spent' then
                   case when a.requirement ? 'in_a_day' then counted.minutes_in_a_day else counted.minutes end
               when 'social_action' then counted.writings
           end, 0)::integer
    from learn.achievements as a, counted, person
$$;

comment on function learn.count_for_achievements(uuid) is
    'How far a person is with each achievement.';

create function learn.judge_achievements(of_user uuid) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    total integer := 0;
    awarded integer;
begin
    -- Whoever else judges this person waits, and counts what was awarded here.
    perform from learn.users as u where u.id = of_user for no key update;
    loop
        insert into learn.user_achievements as mine (user_id, achievement_id, progress)
        select of_user, c.achievement_id, c.progress
        from learn.count_for_achievements(of_user) as c
        where c.progress > 0
        on conflict on constraint user_achievements_pkey do update
        set progress = excluded.progress
        where mine.unlocked_at is null and mine.progress < excluded.progress;

        with reached as (
            update learn.user_achievements as m
            set unlocked_at = now()
            from learn.achievements as a
            where m.user_id = of_user and m.unlocked_at is null and a.id = m.achievement_id
              and m.progress >= a.requirement_target and a.is_active
              and (a.released_at is null or a.released_at <= now()) and (a.expires_at is null or a.expires_at > now())
              and not exists (
                  select from learn.achievement_prerequisites as p
                  left join learn.user_achievements as before
                      on before.user_id = of_user and before.achievement_id = p.prerequisite_id
                  where p.achievement_id = a.id and before.unlocked_at is null
              )
            returning a.key, a.xp_reward
        ),
        rewarded as (
            insert into learn.xp_events (user_id, source_type, source_id, amount)
            select of_user, 'ACHIEVEMENT', r.key, r.xp_reward from reached as r where r.xp_reward > 0
            on conflict on constraint xp_events_user_id_source_key do nothing
        )
        select count(*)::integer into awarded from reached;
        exit when awarded = 0;
        total := total + awarded;
    end loop;
    return total;
end
$$;

comment on function learn.judge_achievements(uuid) is
    'Counts all that is counted of a person, awards what is reached, and returns how many were new. What is awarded stays.';

create function learn.judge_earner() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform learn.judge_achievements((to_jsonb(new) ->> tg_argv[0])::uuid);
    return null;
end
$$;

comment on function learn.judge_earner() is
    'AFTER row trigger: judges the person in the column that the argument names.';

-- Points of an achievement are counted by the loop that awarded them.
create trigger then_judge
    after insert on learn.xp_events
    for each row when (new.source_type <> 'ACHIEVEMENT') execute function learn.judge_earner('user_id');

create trigger then_judge
    after insert on learn.community_posts
    for each row when (new.author_id is not null) execute function learn.judge_earner('author_id');

create trigger then_judge
    after insert on learn.community_comments
    for each row when (new.author_id is not null) execute function learn.judge_earner('author_id');

grant execute on function learn.judge_achievements(uuid) to learn_app;
