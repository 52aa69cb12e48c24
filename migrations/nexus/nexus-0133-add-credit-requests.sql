-- depends: nexus-0132-classify-bookings
--
-- A parent asks for session credits, an assistant decides, once. A request has a table of its own: it was a positive entry
-- of the journal before, and so could be spent before anybody had approved it, and twice afterwards. Credits come into being
-- with the approval, by the entry that the request then names.
--
-- Lock order: the request, the pupil's row, the lots.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the requests; the credits stay.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXC07', 'A request for credits makes no sense, or there is none.', 'See the message: it has the limits.'),
    ('NXC08', 'A request for credits was decided already; its terms do not change.', 'Make another request.');

create table nexus.credit_requests (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    amount numeric(10, 2) not null,
    reason text,
    status text not null default 'PENDING',
    "requestedBy" text not null,
    "decidedBy" text,
    "decidedAt" timestamptz(3),
    "rejectionReason" text,
    "entryId" text,
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint credit_requests_pkey primary key (id),
    constraint "credit_requests_entryId_key" unique ("entryId"),
    constraint "credit_requests_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade,
    constraint "credit_requests_entryId_fkey" foreign key ("entryId")
        references nexus.credit_transactions (id) on delete cascade on update cascade,
    constraint credit_requests_amount_is_up_to_100 check (amount > 0 and amount <= 100),
    constraint credit_requests_reason_has_500_characters check (length(reason) <= 500),
    constraint credit_requests_status_is_known check (status in ('PENDING', 'APPROVED', 'REJECTED')),
    constraint credit_requests_decision_is_whole check (
        (status <> 'PENDING') = ("decidedBy" is not null) and ("decidedBy" is null) = ("decidedAt" is null)
    ),
    constraint credit_requests_approval_has_an_entry check ((status = 'APPROVED') = ("entryId" is not null)),
    constraint credit_requests_rejection_has_a_reason check (
        (status = 'REJECTED') = ("rejectionReason" is not null)
        and length("rejectionReason") <= 500 and "rejectionReason" ~ '\S'
    )
);

create index "credit_requests_studentId_idx" on nexus.credit_requests ("studentId");
create index "credit_requests_pending_idx" on nexus.credit_requests ("createdAt") where status = 'PENDING';

comment on table nexus.credit_requests is
    'Session credits that somebody asked for. They are none until the request is approved.';
comment on column nexus.credit_requests."studentId" is
    'For which pupil; the request goes with the pupil.';
comment on column nexus.credit_requests.amount is
    'How many.';
comment on column nexus.credit_requests.reason is
    'Why, in the words of who asked.';
comment on column nexus.credit_requests.status is
    'PENDING, then APPROVED or REJECTED for good.';
comment on column nexus.credit_requests."requestedBy" is
    'Id of the user who asked; kept when the account is gone, so no foreign key.';
comment on column nexus.credit_requests."decidedBy" is
    'Id of the user who decided; no foreign key, for the same reason.';
comment on column nexus.credit_requests."decidedAt" is
    'When.';
comment on column nexus.credit_requests."rejectionReason" is
    'Why it was refused.';
comment on column nexus.credit_requests."entryId" is
    'The entry that brought the credits.';

grant select on nexus.credit_requests to nexus_app, nexus_readonly;

create trigger "set_updatedAt"
    before update on nexus.credit_requests
    for each row execute function platform."set_updatedAt"();

create function nexus.keep_credit_request() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    if old.status <> 'PENDING' and (new.status <> old.status or new."entryId" is distinct from old."entryId")
        and exists (select from nexus.students as s where s.id = old."studentId")
        or new.amount <> old.amount
    then
        raise exception 'request % over % session credits is % and does not change', old.id, old.amount, old.status
            using errcode = 'NXC08',
                  hint = 'A decision is made once; another amount is another request.';
    end if;
    return new;
end
$$;

comment on function nexus.keep_credit_request() is
    'BEFORE UPDATE on credit_requests: a decision is made once, and the amount stays. Raises NXC08.';

create trigger keep_request
    before update on nexus.credit_requests
    for each row execute function nexus.keep_credit_request();

create function nexus.request_credits(
    student_id text,
    amount numeric,
    reason text default null,
    out request_id text
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('PARENT', 'ELEVE');
begin
    perform nexus.require_pupil(student_id);
    if (amount > 0 and amount <= 100 and amount = round(amount, 2)) is not true or length(reason) > 500 then
        raise exception 'a request for % session credits, with % characters of reason',
            coalesce(amount::text, 'NULL'), coalesce(length(reason), 0)
            using errcode = 'NXC07',
                  hint = 'Ask for up to 100, to the hundredth, with up to 500 characters.';
    end if;
    insert into nexus.credit_requests as r ("studentId", amount, reason, "requestedBy")
    values (student_id, request_credits.amount, request_credits.reason, actor)
    returning r.id into request_id;
    insert into nexus.notifications ("userId", "userRole", type, title, message, data)
    select u.id, u.role, 'CREDIT_REQUEST', 'Demande de crédits',
           format('%s crédits demandés', request_credits.amount),
           jsonb_build_object('request', request_id, 'student', student_id)::text
    from nexus.users as u
    where u.role = 'ASSISTANTE';
end
$$;

comment on function nexus.request_credits(text, numeric, text) is
    'Asks for session credits for a pupil (an id of students), as the pupil or a parent, and tells every ASSISTANTE. Raises '
    'NX001, NX002, NX003, NXC07.';

create function nexus.take_credit_request(request_id text) returns nexus.credit_requests
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    request nexus.credit_requests;
begin
    select r.* into request from nexus.credit_requests as r where r.id = request_id for no key update;
    if not found then
        raise exception 'there is no request %', quote_nullable(request_id)
            using errcode = 'NXC07',
                  hint = 'Pass an id of nexus.credit_requests.';
    end if;
    if request.status <> 'PENDING' then
        raise exception 'request % over % session credits was % by % at %',
            request.id, request.amount, request.status, request."decidedBy", request."decidedAt"
            using errcode = 'NXC08',
                  hint = 'A decision is made once.';
    end if;
    return request;
end
$$;

comment on function nexus.take_credit_request(text) is
    'Locks a request that is about to be decided. Raises NXC07, NXC08.';

create function nexus.answer_credit_request(request nexus.credit_requests, title text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    insert into nexus.notifications ("userId", "userRole", type, title, message, data)
    select u.id, u.role, 'CREDIT_REQUEST', answer_credit_request.title, format('%s crédits', request.amount),
           jsonb_build_object('request', request.id, 'student', request."studentId")::text
    from nexus.users as u
    where u.id = request."requestedBy";
end
$$;

comment on function nexus.answer_credit_request(nexus.credit_requests, text) is
    'Tells who asked for credits what was decided.';

create function nexus.approve_credit_request(
    request_id text,
    out entry_id text,
    out balance numeric
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE');
    request constant nexus.credit_requests := nexus.take_credit_request(request_id);
begin
    select a.entry_id, a.balance into entry_id, balance
    from nexus.add_credits(
        request."studentId", 'CREDIT_ADD', request.amount, 'Demande approuvée', reference => 'request:' || request.id
    ) as a;
    update nexus.credit_requests as r
    set status = 'APPROVED', "decidedBy" = actor, "decidedAt" = now(), "entryId" = entry_id
    where r.id = request.id;
    perform nexus.answer_credit_request(request, 'Demande approuvée');
end
$$;

comment on function nexus.approve_credit_request(text) is
    'Grants a request, once: the credits come into being. By ASSISTANTE or ADMIN. Raises NX001, NX002, NXC07, NXC08.';

create function nexus.reject_credit_request(request_id text, reason text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE');
    request nexus.credit_requests;
begin
    if reason is null or reason !~ '\S' or length(reason) > 500 then
        raise exception 'request % was to be refused with a reason of % characters',
            quote_nullable(request_id), coalesce(length(reason), 0)
            using errcode = 'NXC07',
                  hint = 'Give one of 1 to 500 characters.';
    end if;
    request := nexus.take_credit_request(request_id);
    update nexus.credit_requests as r
    set status = 'REJECTED', "decidedBy" = actor, "decidedAt" = now(), "rejectionReason" = reason
    where r.id = request.id;
    perform nexus.answer_credit_request(request, 'Demande refusée');
end
$$;

comment on function nexus.reject_credit_request(text, text) is
    'Refuses a request with a reason, once. By ASSISTANTE or ADMIN. Raises NX001, NX002, NXC07, NXC08.';

grant execute on function
    nexus.request_credits(text, numeric, text),
    nexus.approve_credit_request(text),
    nexus.reject_credit_request(text, text)
    to nexus_app, nexus_user;

select privacy.describe_table('nexus.credit_requests');

select privacy.describe_link('nexus.credit_requests', '{studentId}', 'nexus.students', '{id}', on_erase => 'delete');
select privacy.describe_link('nexus.credit_requests', '{entryId}', 'nexus.credit_transactions', '{id}', on_erase => 'delete');
select privacy.describe_link(
    'nexus.credit_requests', array[name], 'nexus.users', '{id}', on_erase => 'keep', belongs => false
)
from unnest(array['requestedBy', 'decidedBy']) as name;

select privacy.describe_column('nexus.credit_requests', name, 'none')
from unnest(array['id', 'entryId', 'createdAt', 'updatedAt']) as name;

select privacy.describe_column('nexus.credit_requests', name, category, 'to decide on the request', 'contract', on_erase)
from (values
    ('studentId', 'identifier', 'delete'), ('requestedBy', 'identifier', 'keep'), ('decidedBy', 'identifier', 'keep'),
    ('amount', 'financial', 'delete'), ('status', 'financial', 'delete'), ('decidedAt', 'behaviour', 'delete')
) as personal (name, category, on_erase);

select privacy.describe_column(
    'nexus.credit_requests', name, 'content', 'to decide on the request', 'contract', 'mask', mentions => true
)
from unnest(array['reason', 'rejectionReason']) as name;

select audit.watch(
    'nexus.credit_requests', ignored_columns => '{updatedAt}',
    masked_columns => '{requestedBy,decidedBy,reason,rejectionReason}'
);
