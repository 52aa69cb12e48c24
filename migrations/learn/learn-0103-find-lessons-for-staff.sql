-- depends: learn-0102-prepare-less-in-policies
--
-- What staff find among lessons does not grow with the platform any more. Who may open every lesson had the words' index read
-- to its end, a millisecond for every thousand lessons with the word, before the first hundred were ranked. Now each language is
-- asked on its own for its first hundred, by a function that is planned for the words that are asked for, as posts are: a word
-- of every second lesson is found by reading lessons in the order of their ids until there are enough, a rare one by the index
-- of words. What is found stays the same.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

-- Loads the library: until then nobody but a superuser may set what it has, in a function neither.
select extensions.show_limit();

create function learn.lessons_found(en tsquery, fr tsquery, how_many integer)
    returns table (id uuid, language text, translated boolean)
    language plpgsql
    stable
    security definer
    set search_path = ''
    set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
    return query
        select f.id, f.language, f.translated
        from (
            (
                select l.id, 'en' as language, false as translated
                from learn.lessons as l
                join learn.courses as c on c.id = l.course_id and c.language = 'en'
                where learn.search_document('en', l.title, l.description, learn.text_of(l.content)) @@ en
                order by l.id
                limit how_many
            )
            union all
            (
                select l.id, 'fr' as language, false as translated
                from learn.lessons as l
                join learn.courses as c on c.id = l.course_id and c.language = 'fr'
                where learn.search_document('fr', l.title, l.description, learn.text_of(l.content)) @@ fr
                order by l.id
                limit how_many
            )
            union all
            (
                select t.lesson_id, t.language, true
                from learn.lesson_translations as t
                where t.language = 'en'
                  and learn.search_document(t.language, t.title, t.description, learn.text_of(t.content)) @@ en
                order by t.lesson_id
                limit how_many
            )
            union all
            (
                select t.lesson_id, t.language, true
                from learn.lesson_translations as t
                where t.language = 'fr'
                  and learn.search_document(t.language, t.title, t.description, learn.text_of(t.content)) @@ fr
                order by t.lesson_id
                limit how_many
            )
        ) as f
        order by f.id, f.language
        limit how_many;
end
$$;

comment on function learn.lessons_found(tsquery, tsquery, integer) is
    'The first lessons that answer a question in their own language or in a translation, whoever may open them. Granted to '
    'nobody.';

create or replace function learn.search(
    query text,
    kinds text[] default '{COURSE,LESSON,POST}',
    how_many integer default 20,
    skip integer default 0
)
    returns table (kind text, id uuid, language text, title text, snippet text, rank real)
    language plpgsql
    stable
    security definer
    set search_path = ''
    -- Two letters wrong in a word of eight are still that word.
    set pg_trgm.word_similarity_threshold = 0.45
as $$
#variable_conflict use_column
declare
    actor constant uuid := learn.require_actor('courses:view');
    sees_all constant boolean := learn.actor_may('courses:delete');
    versions constant uuid[] := learn.actor_versions();
    authored constant uuid[] := learn.actor_authored();
    asked constant text := left(search.query, 200);
    en constant tsquery := websearch_to_tsquery('learn.english'::regconfig, asked);
    fr constant tsquery := websearch_to_tsquery('learn.french'::regconfig, asked);
    most constant integer := least(greatest(how_many, 0), 100);
    ranked constant integer := 100;
    lessons_open uuid[];
begin
    if kinds is null or not kinds <@ '{COURSE,LESSON,POST}' then
        raise exception 'there is no search among %', coalesce(array_to_string(kinds, ', '), 'NULL')
            using errcode = 'LNF01',
                  hint = 'Search among COURSE, LESSON and POST.';
    end if;
    if not sees_all and 'LESSON' = any (kinds) then
        lessons_open := array(
            select l.id from learn.lessons as l where l.version_id = any (versions)
            union
            select l.id from learn.lessons as l where l.course_id = any (authored)
            union
            select l.id from learn.lessons as l where l.is_preview
        );
    end if;
    return query
        with asked_in (language, words) as (
            values ('en', en), ('fr', fr)
        ), courses as (
            select c.id, q.language, f.title, f.body
            from asked_in as q
            cross join lateral (
                select c.id, c.title, c.description as body from learn.courses as c
                where c.language = q.language
                  and learn.search_document(c.language, c.title, c.description, '') @@ q.words
                union all
                select t.course_id, t.title, t.description from learn.course_translations as t
                where t.language = q.language
                  and learn.search_document(t.language, t.title, t.description, '') @@ q.words
            ) as f
            join learn.courses as c on c.id = f.id
            where 'COURSE' = any (kinds) and (c.status = 'PUBLISHED' or learn.sees_course(c.id))
            order by c.published_at desc nulls last, c.id, q.language
            limit ranked
        ), chosen as (
            select f.id, f.language, f.translated
            from (
                select l.id, 'en' as language, false as translated
                from learn.lessons as l
                join learn.courses as c on c.id = l.course_id and c.language = 'en'
                where not sees_all and l.id = any (lessons_open)
                  and learn.search_document('en', l.title, l.description, learn.text_of(l.content)) @@ en
                union all
                select l.id, 'fr', false
                from learn.lessons as l
                join learn.courses as c on c.id = l.course_id and c.language = 'fr'
                where not sees_all and l.id = any (lessons_open)
                  and learn.search_document('fr', l.title, l.description, learn.text_of(l.content)) @@ fr
                union all
                select t.lesson_id, t.language, true
                from asked_in as q
                join learn.lesson_translations as t
                    on t.language = q.language
                    and learn.search_document(t.language, t.title, t.description, learn.text_of(t.content)) @@ q.words
                where not sees_all and t.lesson_id = any (lessons_open)
                union all
                select s.id, s.language, s.translated
                from learn.lessons_found(en, fr, ranked) as s
                where sees_all and 'LESSON' = any (kinds)
            ) as f
            where 'LESSON' = any (kinds) and (sees_all or learn.sees_lesson(f.id))
            order by f.id, f.language
            limit ranked
        ), lessons as (
            select c.id, c.language, coalesce(t.title, l.title) as title, coalesce(t.description, l.description) as summary,
                   learn.text_of(case when c.translated then t.content else l.content end) as body
            from chosen as c
            join learn.lessons as l on l.id = c.id
            left join learn.lesson_translations as t
                on c.translated and t.lesson_id = c.id and t.language = c.language
        ), posts as (
            select p.id, p.language, p.title, p.body
            from learn.posts_found(en, fr, ranked) as p
            where 'POST' = any (kinds)
        ), visible as (
            select 'COURSE' as kind, c.*, learn.search_document(c.language, c.title, c.body, '') as words from courses as c
            union all
            select 'LESSON', l.id, l.language, l.title, l.summary || ' ' || l.body,
                   learn.search_document(l.language, l.title, l.summary, l.body)
            from lessons as l
            union all
            select 'POST', p.*, learn.search_document(p.language, p.title, '', p.body) from posts as p
        ), page as (
            select v.kind, v.id, v.language, v.title, v.body, case v.language when 'fr' then fr else en end as asked,
                   ts_rank_cd(v.words, case v.language when 'fr' then fr else en end) as rank
            from visible as v
            order by 7 desc, v.title, v.id, v.language
            limit most offset greatest(skip, 0)
        )
        select p.kind, p.id, p.language, p.title,
               ts_headline(learn.text_configuration(p.language), p.body, p.asked,
                           'MaxFragments=2, MaxWords=20, MinWords=5, StartSel=⟪, StopSel=⟫'),
               p.rank
        from page as p
        order by p.rank desc, p.title, p.id, p.language;
    -- Three letters are like too much.
    if found or skip > 0 or length(asked) < 4 then
        return;
    end if;
    return query
        select s.kind, s.id, s.language, s.title, null::text, s.likeness
        from (
            select 'COURSE' as kind, c.id, c.language, c.title,
                   extensions.word_similarity(asked, c.title) as likeness
            from learn.courses as c
            where 'COURSE' = any (kinds) and c.title operator(extensions.%>) asked
              and (c.status = 'PUBLISHED' or learn.sees_course(c.id))
            union all
            select 'LESSON', l.id, c.language, l.title, extensions.word_similarity(asked, l.title)
            from learn.lessons as l
            join learn.courses as c on c.id = l.course_id
            where 'LESSON' = any (kinds) and l.title operator(extensions.%>) asked
              and (sees_all or l.id = any (lessons_open)) and (sees_all or learn.sees_lesson(l.id))
            union all
            select 'POST', p.id, p.language, p.title, extensions.word_similarity(asked, p.title)
            from learn.community_posts as p
            where 'POST' = any (kinds) and p.title operator(extensions.%>) asked and p.status = 'VISIBLE'
        ) as s
        order by s.likeness desc, s.title, s.id
        limit most;
end
$$;
