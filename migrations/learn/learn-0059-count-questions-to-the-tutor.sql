-- depends: learn-0058-tell-who-listens
--
-- How many questions a person may put to the tutor in a day, by role, and how many were put. The count stands in a row of its
-- own: who deletes a conversation has asked all the same.
--
-- An answer says which question it answers, so that a question is answered once, whoever tries again.
--
-- Access exclusive on ai_tutor_messages for an instant, to add a column and what is validated by learn-0061. Rewrites nothing,
-- loses nothing. The rollback loses the counts, and which answer belongs to which question.
--
-- pgassay: allow wide-lock-window because each is a change of one row of the catalogue

set local role learn_owner;

create table learn.tutor_allowances (
    role text not null,
    questions_a_day integer,
    constraint tutor_allowances_pkey primary key (role),
    constraint tutor_allowances_role_is_known check (role in ('STUDENT', 'INSTRUCTOR', 'MODERATOR', 'ADMIN')),
    constraint tutor_allowances_questions_a_day_is_not_negative check (questions_a_day >= 0)
);

alter table learn.tutor_allowances enable row level security;
alter table learn.tutor_allowances force row level security;

create policy everything on learn.tutor_allowances for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.tutor_allowances is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.tutor_allowances for select to learn_user using (true);

comment on policy read on learn.tutor_allowances is
    'How much one may ask is no secret.';

grant select, update on learn.tutor_allowances to learn_app;
grant select on learn.tutor_allowances to learn_user;

comment on table learn.tutor_allowances is
    'How many questions a user in a role may put to the AI tutor in a day.';
comment on column learn.tutor_allowances.role is
    'Role of the account.';
comment on column learn.tutor_allowances.questions_a_day is
    'In UTC; NULL: as many as one likes. Who has no row may ask nothing.';

insert into learn.tutor_allowances (role, questions_a_day)
values ('STUDENT', 50), ('INSTRUCTOR', 200), ('MODERATOR', 200), ('ADMIN', null);

select audit.watch('learn.tutor_allowances');

create table learn.tutor_usage (
    user_id uuid not null,
    day date not null,
    questions integer not null,
    updated_at timestamptz not null default now(),
    constraint tutor_usage_pkey primary key (user_id, day),
    constraint tutor_usage_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint tutor_usage_questions_is_positive check (questions > 0)
);

create trigger set_updated_at
    before update on learn.tutor_usage
    for each row execute function platform.set_updated_at();

alter table learn.tutor_usage enable row level security;
alter table learn.tutor_usage force row level security;

create policy everything on learn.tutor_usage for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.tutor_usage is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.tutor_usage for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')));

comment on policy read on learn.tutor_usage is
    'Everybody sees the own days, analysts all.';

create policy report on learn.tutor_usage for select to learn_readonly using (true);

comment on policy report on learn.tutor_usage is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.tutor_usage to learn_app, learn_user, learn_readonly;

comment on table learn.tutor_usage is
    'How many questions a person put to the AI tutor on a day.';
comment on column learn.tutor_usage.user_id is
    'Who.';
comment on column learn.tutor_usage.day is
    'In UTC.';
comment on column learn.tutor_usage.questions is
    'Also those whose conversation was deleted.';

select privacy.describe_table('learn.tutor_usage', '1 year', 'updated_at');

select privacy.describe_link('learn.tutor_usage', '{user_id}', 'learn.users', '{id}', on_erase => 'delete');

select privacy.describe_column('learn.tutor_usage', 'user_id', 'identifier', 'to help', 'contract', 'delete');

select privacy.describe_column('learn.tutor_usage', name, 'behaviour', 'to help', 'contract', 'delete')
from unnest(array['day', 'questions', 'updated_at']) as name;

alter table learn.ai_tutor_messages
    add column question_id uuid;

alter table learn.ai_tutor_messages
    add constraint ai_tutor_messages_question_is_of_an_answer check (question_id is null or role = 'ASSISTANT') not valid;

alter table learn.ai_tutor_messages
    add constraint ai_tutor_messages_question_id_fkey foreign key (question_id)
        references learn.ai_tutor_messages (id) on delete cascade on update restrict not valid;

comment on column learn.ai_tutor_messages.question_id is
    'Which question it answers; NULL for a question, and for an answer to none.';

select privacy.describe_column('learn.ai_tutor_messages', 'question_id', 'none');
