-- depends: learn-0063-find-who-completed-a-course-last
--
-- What a person might take next, and why: the next lesson of each course on the way; lessons of those courses about concepts
-- the person is weak at (content ->> 'concepts', an array of the names in concept_mastery); courses that what was completed
-- opens; courses of those who completed the same; courses that many take. Each thing once, for its strongest reason, and
-- never what is locked, taken or completed already.
--
-- Recommendations are made when they are asked for and are older than a day: nobody is counted who does not come. Of the
-- others who completed the same course the last thousand are looked at, whatever its size. How many take a course is counted for all,
-- by a scheduled job, in a materialised view that nobody is granted.
--
-- What was accepted or dismissed is not recommended again.
--
-- Errors: LNI04 there is no such recommendation.
-- Locks nothing that exists, rewrites nothing, loses nothing. Reads course_enrollments once, to count.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNI04', 'There is no such recommendation for the actor.', 'Ask for them anew: learn.my_recommendations().');

create function learn.counted_learners()
    returns table (course_id uuid, learners integer)
    language sql
    stable
    security definer
    set search_path = ''
    set row_security = on
as $$
    select e.course_id, count(*)::integer
    from learn.course_enrollments as e
    where e.status <> 'DROPPED' and e.enrolled_at >= now() - interval '90 days'
    group by e.course_id;
$$;

comment on function learn.counted_learners() is
    'How many have begun each course within three months, as of now. Granted to nobody.';

create materialized view learn.mv_course_popularity as
select c.* from learn.counted_learners() as c;

comment on materialized view learn.mv_course_popularity is
    'How many have begun a course within three months. Granted to nobody.';
comment on column learn.mv_course_popularity.course_id is
    'Which course.';
comment on column learn.mv_course_popularity.learners is
    'Those who dropped it do not count.';

create unique index mv_course_popularity_course_id_key on learn.mv_course_popularity (course_id);

create function learn.refresh_popularity(every interval default '1 hour', out turn text)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    period constant text := to_char(
        date_bin(every, now(), '2024-01-01 00:00+00') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
    );
begin
    turn := platform.run_once('learn.popularity', period);
    if turn = 'run' then
        refresh materialized view concurrently learn.mv_course_popularity;
        perform platform.finish_run('learn.popularity', period);
    end if;
end
$$;

comment on function learn.refresh_popularity(interval) is
    'Counts how many take each course, once a period (an hour unless told), and keeps no reader waiting. turn: run, done or '
    'running. Called by the scheduler.';

create function learn.reasons_to_recommend(of_user uuid)
    returns table (course_id uuid, lesson_id uuid, reason text, score numeric)
    language sql
    stable
    security definer
    set search_path = ''
as $$
    with taken as (
        select e.course_id, e.version_id, e.status, e.completed_at
        from learn.course_enrollments as e
        where e.user_id = of_user
    ),
    -- Courses that may be begun: published, not taken yet, and what comes first is completed.
    open_courses as (
        select c.id
        from learn.courses as c
        where c.status = 'PUBLISHED'
          and not exists (select from taken as t where t.course_id = c.id)
          and not exists (
              select from learn.course_prerequisites as p
              where p.course_id = c.id
                and not exists (select from taken as t where t.course_id = p.prerequisite_id and t.status = 'COMPLETED')
          )
    ),
    lessons as (
        select l.id, l.course_id, l.content,
               row_number() over (partition by l.course_id order by m.position, l.position) as place
        from taken as t
        join learn.lessons as l on l.course_id = t.course_id and l.version_id = t.version_id
        join learn.modules as m on m.id = l.module_id
        where t.status = 'ACTIVE'
          and not exists (
              select from learn.user_progress as p
              where p.user_id = of_user and p.lesson_id = l.id and p.status = 'COMPLETED'
          )
          and learn.why_locked(of_user, l.id) is null
    ),
    companions as (
        select o.user_id
        from taken as t
        cross join lateral (
            select e.user_id from learn.course_enrollments as e
            where e.course_id = t.course_id and e.version_id = t.version_id and e.status = 'COMPLETED' and e.user_id <> of_user
            order by e.completed_at desc
            limit 1000
        ) as o
        where t.status = 'COMPLETED'
    ),
    found (course_id, lesson_id, reason, score) as (
        select null::uuid, l.id, 'NEXT_LESSON', 0.9 from lessons as l where l.place = 1
        union all
        select null, l.id, 'WEAK_CONCEPT', round(0.95 - m.mastery_level * 0.5, 3)
        from lessons as l
        join learn.concept_mastery as m on m.user_id = of_user and m.mastery_level < 0.5 and l.content -> 'concepts' ? m.concept
        union all
        select c.id, null, 'PREREQUISITE', 0.8
        from open_courses as c
        where exists (select from learn.course_prerequisites as p where p.course_id = c.id)
        union all
        select c.id, null, 'SIMILAR_LEARNERS', round(0.3 + 0.4 * count(*) / (select count(*) from companions), 3)
        from open_courses as c
        join learn.course_enrollments as e on e.course_id = c.id and e.status <> 'DROPPED'
        join companions as o on o.user_id = e.user_id
        group by c.id
        union all
        select c.id, null, 'POPULAR', round(0.3 * p.learners / max(p.learners) over (), 3)
        from open_courses as c
        join learn.mv_course_popularity as p on p.course_id = c.id
    )
    select distinct on (f.course_id, f.lesson_id) f.course_id, f.lesson_id, f.reason, f.score
    from found as f
    order by f.course_id, f.lesson_id, f.score desc, f.reason
$$;

comment on function learn.reasons_to_recommend(uuid) is
    'What might be recommended to a person, each course and lesson for its strongest reason.';

create function learn.recommend(of_user uuid) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    made integer;
begin
    -- Two at once would make the same: the second waits, and finds what the first has made.
    perform pg_advisory_xact_lock(hashtextextended('learn.recommend ' || of_user, 0));
    with found as materialized (
        select * from learn.reasons_to_recommend(of_user)
    ),
    gone as (
        delete from learn.recommendations as r
        where r.user_id = of_user and r.status in ('NEW', 'SHOWN')
          and not exists (
              select from found as f
              where f.course_id is not distinct from r.course_id and f.lesson_id is not distinct from r.lesson_id
          )
    ),
    courses as (
        insert into learn.recommendations as r (user_id, course_id, reason, score)
        select of_user, f.course_id, f.reason, f.score from found as f where f.course_id is not null
        on conflict (user_id, course_id) where course_id is not null do update
        set reason = excluded.reason, score = excluded.score, expires_at = excluded.expires_at
        where r.status in ('NEW', 'SHOWN')
        returning r.id
    ),
    lessons as (
        insert into learn.recommendations as r (user_id, lesson_id, reason, score)
        select of_user, f.lesson_id, f.reason, f.score from found as f where f.lesson_id is not null
        on conflict (user_id, lesson_id) where lesson_id is not null do update
        set reason = excluded.reason, score = excluded.score, expires_at = excluded.expires_at
        where r.status in ('NEW', 'SHOWN')
        returning r.id
    )
    select (select count(*) from courses) + (select count(*) from lessons) into made;
    return made;
end
$$;

comment on function learn.recommend(uuid) is
    'Makes the recommendations of a person anew, and says how many there are. What was accepted or dismissed stays as it is.';

create function learn.recommendations_of(actor uuid, top integer)
    returns table (id uuid, course_id uuid, lesson_id uuid, title text, reason text, score numeric)
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select r.id, r.course_id, r.lesson_id, coalesce(c.title, l.title), r.reason, r.score
    from learn.recommendations as r
    left join learn.courses as c on c.id = r.course_id
    left join learn.lessons as l on l.id = r.lesson_id
    where r.user_id = actor and r.status in ('NEW', 'SHOWN') and r.expires_at > now()
      -- What was taken or completed since is none any more.
      and (r.course_id is null or c.status = 'PUBLISHED')
      and not exists (select from learn.course_enrollments as e where e.user_id = actor and e.course_id = r.course_id)
      and not exists (
          select from learn.user_progress as p
          where p.user_id = actor and p.lesson_id = r.lesson_id and p.status = 'COMPLETED'
      )
    order by r.score desc, r.id
    limit least(greatest(top, 0), 100)
$$;

comment on function learn.recommendations_of(uuid, integer) is
    'What a person is to be shown of what was recommended, the strongest first.';

create function learn.my_recommendations(top integer default 10)
    returns table (id uuid, course_id uuid, lesson_id uuid, title text, reason text, score numeric)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:view');
begin
    -- Each ends thirty days after it was made.
    if not exists (
        select from learn.recommendations_of(actor, 100) as s
        join learn.recommendations as r on r.id = s.id
        where r.expires_at > now() + interval '29 days'
    ) then
        perform learn.recommend(actor);
    end if;
    update learn.recommendations as r
    set status = 'SHOWN'
    from learn.recommendations_of(actor, top) as s
    where r.id = s.id and r.status = 'NEW';
    return query select * from learn.recommendations_of(actor, top);
end
$$;

comment on function learn.my_recommendations(integer) is
    'What the actor might take next, the strongest first, 10 unless told, 100 at most; made anew once a day, and when nothing is left '
    'of them. Raises LN001, LN002.';

create function learn.decide_recommendation(recommendation uuid, accepted boolean) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor();
begin
    update learn.recommendations as r
    set status = case when accepted then 'ACCEPTED' else 'DISMISSED' end
    where r.id = recommendation and r.user_id = actor;
    if not found then
        raise exception 'there is no recommendation % for the actor', recommendation
            using errcode = 'LNI04', hint = 'Ask for them anew: learn.my_recommendations().';
    end if;
end
$$;

comment on function learn.decide_recommendation(uuid, boolean) is
    'The actor accepts what is recommended, or does not want it; it is not recommended again. Raises LN001, LNI04.';

grant execute on function learn.my_recommendations(integer), learn.decide_recommendation(uuid, boolean) to learn_app, learn_user;

grant execute on function learn.recommend(uuid), learn.refresh_popularity(interval) to learn_app;
