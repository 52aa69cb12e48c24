-- Loads the library: until then nobody but a superuser may set what it has, in a function neither.
select extensions.show_limit();

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
begin
    if kinds is null or not kinds <@ '{COURSE,LESSON,POST}' then
        raise exception 'there is no search among %', coalesce(array_to_string(kinds, ', '), 'NULL')
            using errcode = 'LNF01',
                  hint = 'Search among COURSE, LESSON and POST.';
    end if;
    return query
        with courses as (
            select c.id, c.language, c.title, c.description as body,
                   learn.search_document(c.language, c.title, c.description, '') as words
            from learn.courses as c
            where 'COURSE' = any (kinds)
              and (c.language = 'en' and learn.search_document(c.language, c.title, c.description, '') @@ en
                   or c.language = 'fr' and learn.search_document(c.language, c.title, c.description, '') @@ fr)
            union all
            select t.course_id, t.language, t.title, t.description,
                   learn.search_document(t.language, t.title, t.description, '')
            from learn.course_translations as t
            where 'COURSE' = any (kinds)
              and (t.language = 'en' and learn.search_document(t.language, t.title, t.description, '') @@ en
                   or t.language = 'fr' and learn.search_document(t.language, t.title, t.description, '') @@ fr)
        ), lessons as (
            select l.id, c.language, l.title, l.description || ' ' || learn.text_of(l.content) as body,
                   learn.search_document(c.language, l.title, l.description, learn.text_of(l.content)) as words
            from learn.lessons as l
            join learn.courses as c on c.id = l.course_id
            where 'LESSON' = any (kinds)
              and (c.language = 'en'
                       and learn.search_document('en', l.title, l.description, learn.text_of(l.content)) @@ en
                   or c.language = 'fr'
                       and learn.search_document('fr', l.title, l.description, learn.text_of(l.content)) @@ fr)
            union all
            select t.lesson_id, t.language, t.title, t.description || ' ' || learn.text_of(t.content),
                   learn.search_document(t.language, t.title, t.description, learn.text_of(t.content))
            from learn.lesson_translations as t
            where 'LESSON' = any (kinds)
              and (t.language = 'en'
                       and learn.search_document(t.language, t.title, t.description, learn.text_of(t.content)) @@ en
                   or t.language = 'fr'
                       and learn.search_document(t.language, t.title, t.description, learn.text_of(t.content)) @@ fr)
        ), visible as (
            select 'COURSE' as kind, f.* from courses as f
            join learn.courses as c on c.id = f.id
            where c.status = 'PUBLISHED' or learn.sees_course(c.id)
            union all
            select 'LESSON', f.* from lessons as f
            join learn.lessons as l on l.id = f.id
            -- The first line is what is most often true, and costs nothing; the second is the rule.
            where (sees_all or l.is_preview or l.version_id = any (versions) or l.course_id = any (authored))
              and learn.sees_lesson(l.id)
            union all
            select 'POST', p.id, p.language, p.title, p.body, learn.search_document(p.language, p.title, '', p.body)
            from learn.community_posts as p
            where 'POST' = any (kinds) and p.status = 'VISIBLE'
              and (p.language = 'en' and learn.search_document(p.language, p.title, '', p.body) @@ en
                   or p.language = 'fr' and learn.search_document(p.language, p.title, '', p.body) @@ fr)
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
              and (sees_all or l.is_preview or l.version_id = any (versions) or l.course_id = any (authored))
              and learn.sees_lesson(l.id)
            union all
            select 'POST', p.id, p.language, p.title, extensions.word_similarity(asked, p.title)
            from learn.community_posts as p
            where 'POST' = any (kinds) and p.title operator(extensions.%>) asked and p.status = 'VISIBLE'
        ) as s
        order by s.likeness desc, s.title, s.id
        limit most;
end
$$;
