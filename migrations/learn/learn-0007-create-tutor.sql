-- depends: learn-0006-create-progress
--
-- The AI tutor's conversations, and what the platform recommends to a person.
--
-- Locks users, courses and lessons against writes (share row exclusive) for the instant of the creation; rewrites nothing,
-- loses nothing. The rollback loses conversations and recommendations.

set local role learn_owner;

create table learn.ai_tutor_conversations (
    id uuid not null default platform.new_uuid(),
    user_id uuid not null,
    lesson_id uuid,
    title text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint ai_tutor_conversations_pkey primary key (id),
    constraint ai_tutor_conversations_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint ai_tutor_conversations_lesson_id_fkey foreign key (lesson_id)
        references learn.lessons (id) on delete set null on update restrict,
    constraint ai_tutor_conversations_title_is_not_blank check (title ~ '\S' and length(title) <= 200)
);

create index ai_tutor_conversations_user_id_updated_at_idx on learn.ai_tutor_conversations (user_id, updated_at desc);

create index ai_tutor_conversations_lesson_id_idx on learn.ai_tutor_conversations (lesson_id);

create trigger set_updated_at
    before update on learn.ai_tutor_conversations
    for each row execute function platform.set_updated_at();

comment on table learn.ai_tutor_conversations is
    'What a person talks over with the AI tutor.';
comment on column learn.ai_tutor_conversations.user_id is
    'Who.';
comment on column learn.ai_tutor_conversations.lesson_id is
    'About which lesson; NULL: about none.';
comment on column learn.ai_tutor_conversations.title is
    'What it is about.';

create table learn.ai_tutor_messages (
    id uuid not null default platform.new_uuid(),
    conversation_id uuid not null,
    role text not null,
    content text not null,
    request_type text,
    model text,
    response_time_ms integer,
    confidence numeric(4, 3),
    was_helpful boolean,
    fallback_used boolean not null default false,
    context jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint ai_tutor_messages_pkey primary key (id),
    constraint ai_tutor_messages_conversation_id_fkey foreign key (conversation_id)
        references learn.ai_tutor_conversations (id) on delete cascade on update restrict,
    constraint ai_tutor_messages_role_is_known check (role in ('USER', 'ASSISTANT')),
    constraint ai_tutor_messages_content_is_not_blank check (content ~ '\S' and length(content) <= 100000),
    constraint ai_tutor_messages_answer_names_its_model check ((role = 'ASSISTANT') = (model is not null)),
    constraint ai_tutor_messages_response_time_is_not_negative check (response_time_ms >= 0),
    constraint ai_tutor_messages_confidence_is_a_share check (confidence between 0 and 1),
    constraint ai_tutor_messages_context_is_an_object check (jsonb_typeof(context) = 'object')
);

create index ai_tutor_messages_conversation_id_created_at_idx on learn.ai_tutor_messages (conversation_id, created_at);

create index ai_tutor_messages_model_request_type_idx on learn.ai_tutor_messages (model, request_type)
    where model is not null;

comment on table learn.ai_tutor_messages is
    'Questions and answers of a conversation.';
comment on column learn.ai_tutor_messages.conversation_id is
    'In which conversation.';
comment on column learn.ai_tutor_messages.role is
    'USER or ASSISTANT.';
comment on column learn.ai_tutor_messages.content is
    'The text.';
comment on column learn.ai_tutor_messages.request_type is
    'What was asked for: explain, debug, review.';
comment on column learn.ai_tutor_messages.model is
    'Which model answered.';
comment on column learn.ai_tutor_messages.response_time_ms is
    'How long it took.';
comment on column learn.ai_tutor_messages.confidence is
    'How sure the model was, from 0 to 1.';
comment on column learn.ai_tutor_messages.was_helpful is
    'What the person said of the answer.';
comment on column learn.ai_tutor_messages.fallback_used is
    'Whether a second model had to answer.';
comment on column learn.ai_tutor_messages.context is
    'What the model was given besides, an object.';

create table learn.recommendations (
    id uuid not null default platform.new_uuid(),
    user_id uuid not null,
    course_id uuid,
    lesson_id uuid,
    reason text not null,
    score numeric(4, 3) not null,
    status text not null default 'NEW',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '30 days',
    constraint recommendations_pkey primary key (id),
    constraint recommendations_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint recommendations_course_id_fkey foreign key (course_id)
        references learn.courses (id) on delete cascade on update restrict,
    constraint recommendations_lesson_id_fkey foreign key (lesson_id)
        references learn.lessons (id) on delete cascade on update restrict,
    constraint recommendations_is_of_one_thing check (num_nonnulls(course_id, lesson_id) = 1),
    constraint recommendations_reason_is_known check (
        reason in ('NEXT_LESSON', 'WEAK_CONCEPT', 'SIMILAR_LEARNERS', 'PREREQUISITE', 'POPULAR')
    ),
    constraint recommendations_score_is_a_share check (score between 0 and 1),
    constraint recommendations_status_is_known check (status in ('NEW', 'SHOWN', 'ACCEPTED', 'DISMISSED')),
    constraint recommendations_ends_after_it_began check (expires_at > created_at)
);

create unique index recommendations_user_id_course_id_key on learn.recommendations (user_id, course_id)
    where course_id is not null;

create unique index recommendations_user_id_lesson_id_key on learn.recommendations (user_id, lesson_id)
    where lesson_id is not null;

create index recommendations_user_id_score_idx on learn.recommendations (user_id, score desc);

create index recommendations_course_id_idx on learn.recommendations (course_id);

create index recommendations_lesson_id_idx on learn.recommendations (lesson_id);

create index recommendations_expires_at_idx on learn.recommendations (expires_at);

create trigger set_updated_at
    before update on learn.recommendations
    for each row execute function platform.set_updated_at();

comment on table learn.recommendations is
    'What a person might take next; each thing once a person.';
comment on column learn.recommendations.user_id is
    'To whom.';
comment on column learn.recommendations.course_id is
    'The course recommended.';
comment on column learn.recommendations.lesson_id is
    'The lesson recommended.';
comment on column learn.recommendations.reason is
    'NEXT_LESSON, WEAK_CONCEPT, SIMILAR_LEARNERS, PREREQUISITE or POPULAR.';
comment on column learn.recommendations.score is
    'How strongly, from 0 to 1.';
comment on column learn.recommendations.status is
    'NEW, SHOWN, ACCEPTED or DISMISSED.';
comment on column learn.recommendations.expires_at is
    'It is not shown from here on.';
