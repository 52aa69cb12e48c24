-- depends: learn-0014-ask-who-acts
--
-- What comes first never comes after itself: not for courses, not for lessons, not for achievements. The trigger fires
-- after the rows are written and looks whether the way from the prerequisite leads back.
--
-- Two transactions could each add one half of a circle without seeing the other's. So the writers of a graph pass one at a
-- time: each counts up the revision of its graph, a row of a table rather than an advisory lock, because under repeatable
-- read the second one then fails with 40001 instead of looking at a graph of yesterday. Locking only the two ends of the new
-- edge would not do: edges A → B and C → D close a circle with B → C and D → A, and have no end in common.
--
-- Errors: LNC01 a circle.
-- Share row exclusive on the three tables for the instant of the change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because authors alone write to these three tables, and they wait a moment

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNC01', 'A prerequisite would have to be completed before itself.', 'Remove another prerequisite of the circle first.');

create table learn.graphs (
    name text not null,
    revision bigint not null default 0,
    constraint graphs_pkey primary key (name)
);

comment on table learn.graphs is
    'One row for each table of prerequisites: who adds to it holds the row until the transaction ends.';
comment on column learn.graphs.name is
    'The table.';
comment on column learn.graphs.revision is
    'How often something was added.';

insert into learn.graphs (name)
values ('course_prerequisites'), ('lesson_prerequisites'), ('achievement_prerequisites');

create function learn.refuse_circle() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    later constant uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
    circular boolean;
begin
    update learn.graphs set revision = revision + 1 where name = tg_table_name;
    execute format(
        'with recursive first (id) as (
             select $1
             union
             select p.prerequisite_id from first join learn.%I as p on p.%I = first.id
         )
         select exists (select from first where id = $2)',
        tg_table_name, tg_argv[0]
    ) into circular using new.prerequisite_id, later;
    if circular then
        raise exception '% would have to be completed before itself', later
            using errcode = 'LNC01',
                  detail = format('%s needs it already, directly or not.', new.prerequisite_id),
                  hint = 'Remove another prerequisite of the circle first.';
    end if;
    return null;
end
$$;

comment on function learn.refuse_circle() is
    'AFTER row trigger of a table of prerequisites; its argument is the column of what comes later. Raises LNC01.';

create trigger refuse_circle
    after insert or update on learn.course_prerequisites
    for each row execute function learn.refuse_circle('course_id');

create trigger refuse_circle
    after insert or update on learn.lesson_prerequisites
    for each row execute function learn.refuse_circle('lesson_id');

create trigger refuse_circle
    after insert or update on learn.achievement_prerequisites
    for each row execute function learn.refuse_circle('achievement_id');
