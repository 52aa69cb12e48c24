set local role nexus_owner;

alter table nexus.mail_logs
    drop constraint mail_logs_recipients_is_not_blank,
    drop constraint mail_logs_sent_has_no_error,
    drop constraint mail_logs_failed_says_why;

alter table nexus.bilans
    drop constraint bilans_status_says_how_far_it_is;

drop trigger refuse_removal on nexus.mail_logs;
drop trigger refuse_change on nexus.mail_logs;
drop trigger a_report_is_there on nexus.mail_logs;
drop trigger sent_is_logged on nexus.bilans;
drop trigger have_a_file on nexus.bilans;
drop trigger keep_to_transitions on nexus.bilans;
drop trigger keep_what_was_reported on nexus.bilans;

drop function nexus.mail_logs_refuse_change();
drop function nexus.mail_logs_want_a_report();
drop function nexus.bilans_refuse_unsent();
drop function nexus.bilans_have_a_file();
drop function nexus.bilans_keep_what_was_reported();

delete from nexus.transitions where relation = 'bilans';
delete from nexus.errors where sqlstate in ('NXR01', 'NXR02', 'NXR03', 'NXR04', 'NXR05');

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
