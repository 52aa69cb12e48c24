-- depends: nexus-0146-count-questions
--
-- What the application calls for the assistant: ask, answer, judge, remember, recall.
--
-- Recall weighs how near a memory is to what is asked (cosine, of one model only) against how fresh it is: a memory counts half
-- after half_life. It compares all memories of the pupil, of whom there are hundreds and an index; an index over the vectors of
-- all pupils would have to be filtered afterwards and could miss his.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXA05', 'A memory, or what is to be recalled, makes no sense.', 'See the message: it has the limits.');

create function nexus.aria_ask(
    student_id text,
    about nexus."Subject",
    question text,
    in_conversation text default null,
    out conversation_id text,
    out message_id text,
    out unlimited boolean,
    out left_today integer,
    out badges text[]
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    moment constant timestamptz(3) := clock_timestamp();
begin
    perform nexus.require_pupil(student_id);
    if question is null or question !~ '\S' or length(question) > 4000 then
        raise exception 'a question of % characters: it has 1 to 4000', coalesce(length(btrim(question)), 0)
            using errcode = 'NXA02',
                  hint = 'Ask in fewer words, or upload the text as a document.';
    end if;
    if in_conversation is null then
        insert into nexus.aria_conversations ("studentId", subject, title)
        values (student_id, about, left(regexp_replace(question, '\s+', ' ', 'g'), 80))
        returning id into conversation_id;
    else
        update nexus.aria_conversations as c
        set title = coalesce(c.title, left(regexp_replace(question, '\s+', ' ', 'g'), 80))
        where c.id = in_conversation and c."studentId" = student_id and c.subject = about
        returning c.id into conversation_id;
        if not found then
            raise exception 'pupil % has no conversation % about %', student_id, in_conversation, about
                using errcode = 'NXA03',
                      hint = 'Ask without a conversation: that begins one.';
        end if;
    end if;
    insert into nexus.aria_messages ("conversationId", role, content, "createdAt")
    values (conversation_id, 'user', question, moment)
    returning id into message_id;
    unlimited := nexus.aria_is_unlimited(student_id, about, moment);
    left_today := nexus.aria_daily_limit() - coalesce((
        select u.questions from nexus.aria_usage as u
        where u.student_id = aria_ask.student_id and u.day = (moment at time zone nexus.time_zone())::date
    ), 0);
    badges := nexus.award_badges(student_id);
end
$$;

comment on function nexus.aria_ask(text, nexus."Subject", text, text) is
    'Writes a pupil''s question, in a new conversation unless one is named; tells whether the subject is unlimited, how many '
    'questions are left today outside the subscription, and which badges it earned. For the pupil, a parent or the staff. '
    'Raises NXA01 when the questions of the day are asked, NXA02, NXA03.';

create function nexus.aria_answer(in_conversation text, answer text) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    last_role text;
    message_id text;
begin
    if answer is null or answer !~ '\S' or length(answer) > 100000 then
        raise exception 'an answer of % characters: it has 1 to 100000', coalesce(length(btrim(answer)), 0)
            using errcode = 'NXA02',
                  hint = 'Store what was answered; if nothing was, store nothing.';
    end if;
    -- One answer at a time: of two workers the second finds that nothing waits.
    perform from nexus.aria_conversations as c where c.id = in_conversation for no key update;
    select m.role into last_role
    from nexus.aria_messages as m
    where m."conversationId" = in_conversation
    order by m."createdAt" desc, m.role
    limit 1;
    if last_role is distinct from 'user' then
        raise exception 'nothing in conversation % waits for an answer', quote_nullable(in_conversation)
            using errcode = 'NXA03',
                  hint = 'An answer follows a question, and one answer does.';
    end if;
    insert into nexus.aria_messages ("conversationId", role, content, "createdAt")
    values (in_conversation, 'assistant', answer, clock_timestamp())
    returning id into message_id;
    return message_id;
end
$$;

comment on function nexus.aria_answer(text, text) is
    'Writes the assistant''s answer to the last question of a conversation. For the server. Raises NXA02, NXA03.';

create function nexus.aria_judge(message_id text, helpful boolean) returns text[]
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    judged record;
begin
    select m.role, c."studentId" as pupil into judged
    from nexus.aria_messages as m
    join nexus.aria_conversations as c on c.id = m."conversationId"
    where m.id = message_id;
    perform nexus.require_pupil(judged.pupil);
    if judged.role <> 'assistant' then
        raise exception 'message % is a question', message_id
            using errcode = 'NXA04',
                  hint = 'Judge the answer that follows it.';
    end if;
    update nexus.aria_messages as m set feedback = helpful where m.id = message_id;
    return nexus.award_badges(judged.pupil);
end
$$;

comment on function nexus.aria_judge(text, boolean) is
    'Whether an answer helped; NULL takes a judgement back. The badges that it earned. For the pupil, a parent or the staff. '
    'Raises NX003 for a message that is not there or somebody else''s, NXA04 for a question.';

create function nexus.aria_remember(
    student_id text,
    kind nexus."MemoryKind",
    content text,
    embedding extensions.vector default null,
    meta jsonb default null,
    model text default 'text-embedding-3-small'
)
    returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    made text;
begin
    if content is null or content !~ '\S' or length(content) > 8000 then
        raise exception 'a memory of % characters: it has 1 to 8000', coalesce(length(btrim(content)), 0)
            using errcode = 'NXA05',
                  hint = 'A memory is a sentence or a few; a document goes to the library.';
    end if;
    insert into nexus.memories ("studentId", kind, content, embedding, meta, model)
    values (student_id, aria_remember.kind, aria_remember.content, aria_remember.embedding, aria_remember.meta,
            aria_remember.model)
    returning id into made;
    return made;
end
$$;

comment on function nexus.aria_remember(text, nexus."MemoryKind", text, extensions.vector, jsonb, text) is
    'Writes a memory of a pupil: an episode, a fact or a plan. Without an embedding it is recalled once it has one. For the '
    'server. Raises NXA05.';

create function nexus.aria_recall(
    student_id text,
    asked extensions.vector,
    how_many integer default 8,
    kinds nexus."MemoryKind"[] default null,
    freshness double precision default 0.3,
    half_life interval default '30 days',
    model text default 'text-embedding-3-small'
)
    returns table (
        memory_id text,
        kind nexus."MemoryKind",
        content text,
        similarity double precision,
        fresh double precision,
        score double precision
    )
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    if asked is null or how_many is null or how_many not between 1 and 50
        or freshness is null or freshness not between 0 and 1
        or half_life is null or half_life <= interval '0'
    then
        raise exception 'recall of % memories by freshness % and half-life %',
            coalesce(how_many::text, 'NULL'), coalesce(freshness::text, 'NULL'), coalesce(half_life::text, 'NULL')
            using errcode = 'NXA05',
                  hint = 'Pass a vector, 1 to 50 memories, a freshness from 0 (nearness alone) to 1 and a positive half-life.';
    end if;
    return query
        select m.id, m.kind, m.content, near.similarity, near.fresh,
               (1 - freshness) * near.similarity + freshness * near.fresh
        from nexus.memories as m
        cross join lateral (
            select 1 - (m.embedding operator(extensions.<=>) asked) as similarity,
                   0.5 ^ (greatest(extract(epoch from now() - m."createdAt"), 0) / extract(epoch from half_life))
                       ::double precision as fresh
        ) as near
        where m."studentId" = student_id
          and m.embedding is not null
          and m.model = aria_recall.model
          and (kinds is null or m.kind = any (kinds))
        order by 6 desc, m.id
        limit how_many;
end
$$;

comment on function nexus.aria_recall(
    text, extensions.vector, integer, nexus."MemoryKind"[], double precision, interval, text
) is
    'The memories of a pupil that count most for what is asked: (1 − freshness) · cosine similarity + freshness · freshness of '
    'the memory, which halves with each half_life. For the server. Raises NXA05.';

grant execute on function
    nexus.aria_ask(text, nexus."Subject", text, text),
    nexus.aria_judge(text, boolean)
    to nexus_app, nexus_user;

-- A server answers, remembers and recalls; what it may show to whom it knows itself.
grant execute on function
    nexus.aria_answer(text, text),
    nexus.aria_remember(text, nexus."MemoryKind", text, extensions.vector, jsonb, text),
    nexus.aria_recall(text, extensions.vector, integer, nexus."MemoryKind"[], double precision, interval, text)
    to nexus_app;
