-- depends: nexus-0176-compare-what-a-filter-leaves
--
-- How far an assessment is becomes a column: DRAFT (answers), SCORED, GENERATED (a report was made of the scores), SENT. It is
-- derived from what the row holds, whatever a client sends, so that a client which knows nothing of it keeps it right. When it
-- was first sent is told by the log of mails.
--
-- Rows from before are filled in by the next migration; the rules that stand on the two columns follow after that.
--
-- ACCESS EXCLUSIVE on bilans and SHARE ROW EXCLUSIVE on mail_logs for an instant: neither column rewrites the table. Nothing is
-- lost. The rollback forgets when reports were sent; mail_logs knows it.

set local role nexus_owner;

create function nexus.mail_logs_note_sending() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    update nexus.bilans as b set "sentAt" = new."createdAt" where b.id = new."bilanId" and b."sentAt" is null;
    return null;
end
$$;

comment on function nexus.mail_logs_note_sending() is
    'AFTER INSERT row trigger, fired by a mail that was sent: the first one says when the report was.';

create trigger note_sending
    after insert on nexus.mail_logs
    for each row when (new.status = 'SENT')
    execute function nexus.mail_logs_note_sending();

alter table nexus.bilans
    add column status text not null default 'DRAFT',
    add column "sentAt" timestamptz(3);

comment on column nexus.bilans.status is
    'DRAFT, SCORED, GENERATED or SENT: derived from "qcmScores", "generatedAt" and "sentAt".';
comment on column nexus.bilans."sentAt" is
    'When the report was first sent by mail; NULL before. Kept by the log of mails.';

select privacy.describe_column('nexus.bilans', name, 'behaviour', 'to know how far the report is', 'contract', 'delete')
from unnest(array['status', 'sentAt']) as name;

create function nexus.bilans_derive_status() returns trigger
    language plpgsql
    security invoker
    set search_path = ''
as $$
begin
    new.status := case
        when new."sentAt" is not null then 'SENT'
        when new."generatedAt" is not null then 'GENERATED'
        when new."qcmScores" <> '{}' then 'SCORED'
        else 'DRAFT'
    end;
    return new;
end
$$;

comment on function nexus.bilans_derive_status() is
    'BEFORE INSERT OR UPDATE row trigger: how far the assessment is follows from what it holds, whatever the client sends.';

create trigger derive_status
    before insert or update on nexus.bilans
    for each row execute function nexus.bilans_derive_status();

create procedure nexus.fill_bilan_status(batch integer)
    language plpgsql
    security invoker
as $$
declare
    filled bigint;
begin
    loop
        -- The trigger derives the status of each row that is touched.
        update nexus.bilans as b
        set "sentAt" = (
            select pg_catalog.min(m."createdAt") from nexus.mail_logs as m
            where m."bilanId" operator(pg_catalog.=) b.id and m.status operator(pg_catalog.=) 'SENT'
        )
        where b.id in (
            select d.id
            from nexus.bilans as d
            where d.status operator(pg_catalog.=) 'DRAFT'
              and (
                  d."qcmScores" operator(pg_catalog.<>) '{}'
                  or d."generatedAt" is not null
                  or exists (
                      select from nexus.mail_logs as m
                      where m."bilanId" operator(pg_catalog.=) d.id and m.status operator(pg_catalog.=) 'SENT'
                  )
              )
            limit batch
        );
        get diagnostics filled = row_count;
        commit;
        exit when filled operator(pg_catalog.=) 0;
    end loop;
end
$$;

comment on procedure nexus.fill_bilan_status(integer) is
    'Says of assessments from before how far they are, a batch a transaction. Needed once.';

revoke execute on procedure nexus.fill_bilan_status(integer) from public;
