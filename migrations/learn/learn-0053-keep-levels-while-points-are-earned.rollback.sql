create or replace function learn.raise_levels() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update learn.users as u set level = learn.level_of(u.xp) where u.level <> learn.level_of(u.xp);
    return null;
end
$$;

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
    select l.type, c.difficulty into about
    from learn.lessons as l
    join learn.courses as c on c.id = l.course_id
    where l.id = new.lesson_id;
    perform learn.record_active_day(new.user_id);
    perform learn.award_points(new.user_id, 'LESSON', new.lesson_id::text, 100, coalesce(new.score, 100), about.difficulty);
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
