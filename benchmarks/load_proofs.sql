-- Points, level and streak of everybody are those of the journal.
select 'points, level and streak', count(*)
from learn.users as u
left join (select user_id, sum(amount) as points from learn.xp_events group by 1) as j on j.user_id = u.id
left join (select distinct user_id from learn.user_streak_days) as d on d.user_id = u.id
where u.xp <> coalesce(j.points, 0)
   or u.level <> (select max(t.level) from learn.level_thresholds as t where t.xp_required <= coalesce(j.points, 0))
   or u.streak <> case when d.user_id is null then 0 else learn.streak_of(u.id) end;

-- Days know what was done on them, not only how much: for all events, and not for a month as the integrity check.
select 'days of people', count(*)
from learn.daily_user_stats as d
full join (
    select user_id, ("timestamp" at time zone 'UTC')::date as day, count(*) as events,
           count(*) filter (where event_type = 'lesson_complete') as completed,
           count(*) filter (where event_type = 'exercise_attempt') as attempted, sum(duration_ms) as duration_ms
    from learn.learning_analytics
    group by 1, 2
) as e on e.user_id = d.user_id and e.day = d.day
where (d.events, d.lessons_completed, d.exercises_attempted, d.duration_ms, d.time_spent_seconds)
    is distinct from (e.events, e.completed, e.attempted, e.duration_ms, e.duration_ms / 1000);

-- Every reference has its row. Those of events were looked at when their month was attached.
select format(
           'select %L, count(*) from %s as c where %s and not exists (select from %s as p where %s)', c.conname,
           c.conrelid::regclass, string_agg(format('c.%I is not null', a.attname), ' and '), c.confrelid::regclass,
           string_agg(format('p.%I = c.%I', f.attname, a.attname), ' and ')
       )
from pg_constraint as c
cross join unnest(c.conkey, c.confkey) as k (mine, theirs)
join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = k.mine
join pg_attribute as f on f.attrelid = c.confrelid and f.attnum = k.theirs
join pg_class as t on t.oid = c.conrelid and t.relkind = 'r' and not t.relispartition
where c.contype = 'f' and c.connamespace = 'learn'::regnamespace
group by c.oid, c.conname, c.conrelid, c.confrelid;
