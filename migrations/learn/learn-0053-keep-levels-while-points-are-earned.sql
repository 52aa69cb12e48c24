-- depends: learn-0052-build-leaderboards
--
-- Two corrections of how points are kept.
--
-- A completed lesson brings what the lesson says (lessons.xp_reward, 100 unless its author says otherwise), not always 100; one
-- that brings nothing writes nothing into the journal.
--
-- Who changed the thresholds of levels did not see points that somebody was about to commit, and whoever earned points did
-- not see thresholds that were about to be committed: one of the two had a level of the other's past. Now the change waits
-- for whoever awards, and they for the change.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. A change of thresholds, from now on, locks the journal against
-- writes while everybody's level is looked at.

set local role learn_owner;

create or replace function learn.reward_progress() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    about record;
begin
    if tg_op = 'UPDATE' and (old.status, old.score) is not distinct from (new.status, new.score) then
        return null;
    end if;
    select l.type, l.xp_reward, c.difficulty into about
    from learn.lessons as l
    join learn.courses as c on c.id = l.course_id
    where l.id = new.lesson_id;
    perform learn.record_active_day(new.user_id);
    if about.xp_reward > 0 then
        perform learn.award_points(
            new.user_id, 'LESSON', new.lesson_id::text, about.xp_reward, coalesce(new.score, 100), about.difficulty
        );
    end if;
    if about.type = 'QUIZ' and new.score = 100 then
        perform learn.award_points(new.user_id, 'QUIZ', new.lesson_id::text, 150, 100, about.difficulty);
    elsif about.type = 'CODING' then
        perform learn.award_points(
            new.user_id, 'PROJECT', new.lesson_id::text, 300, coalesce(new.score, 100), about.difficulty,
            (select coalesce(sum(h.xp_penalty), 0)::integer
             from learn.hint_usages as h
             where h.user_id = new.user_id and h.lesson_id = new.lesson_id)
        );
    end if;
    return null;
end
$$;

create or replace function learn.raise_levels() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    -- Whoever awards points has looked up the level already: wait for all of them, and let nobody begin until this is done.
    lock table learn.xp_events in share mode;
    update learn.users as u set level = learn.level_of(u.xp) where u.level <> learn.level_of(u.xp);
    return null;
end
$$;
