-- depends: nexus-0048-validate-mended-references
-- transactional: false
--
-- Eight columns held the id of a row elsewhere and nothing checked it. Orphans are looked for first; if there are
-- any, the migration counts them, prints the query that lists them and refuses. It deletes nothing: what an
-- orphan means is for a person to say.
--
-- What a deletion does:
--
--   payment_records, credit_tx   accounting: neither the payer nor the pack can be deleted (a pack is switched off)
--   credit_wallets               an empty wallet goes with its user; one with entries stays, because they hold it
--   notifications, ingest_jobs   go with the user, with the document
--   user_documents               outlive their owner
--   credit_transactions          outlive the booking they paid: the journal keeps its sum
--
-- Not among them, on purpose: the editor of a legal page, who asked for or decided a request, and who sent an
-- assessment. These are records of who did it and outlive the account.
--
-- SHARE ROW EXCLUSIVE on both tables of each reference for an instant: writes wait. Each statement is a
-- transaction of its own. Rewrites nothing, loses nothing. The rollback locks both ACCESS EXCLUSIVE for an
-- instant.

do $$
declare
    tried record;
    found bigint;
    report text := '';
begin
    for tried in
        select * from (values
            ('payment_records."userId" without its row in users',
             'select t.id, t."userId" from nexus.payment_records as t where t."userId" is not null and not exists
              (select from nexus.users as r where r.id = t."userId")'),
            ('payment_records."packId" without its row in credit_packs',
             'select t.id, t."packId" from nexus.payment_records as t where t."packId" is not null and not exists
              (select from nexus.credit_packs as r where r.id = t."packId")'),
            ('credit_tx."packId" without its row in credit_packs',
             'select t.id, t."packId" from nexus.credit_tx as t where t."packId" is not null and not exists (select
              from nexus.credit_packs as r where r.id = t."packId")'),
            ('credit_wallets."userId" without its row in users',
             'select t.id, t."userId" from nexus.credit_wallets as t where t."userId" is not null and not exists
              (select from nexus.users as r where r.id = t."userId")'),
            ('notifications."userId" without its row in users',
             'select t.id, t."userId" from nexus.notifications as t where t."userId" is not null and not exists
              (select from nexus.users as r where r.id = t."userId")'),
            ('ingest_jobs."docId" without its row in user_documents',
             'select t.id, t."docId" from nexus.ingest_jobs as t where t."docId" is not null and not exists (select
              from nexus.user_documents as r where r.id = t."docId")'),
            ('user_documents."ownerId" without its row in users',
             'select t.id, t."ownerId" from nexus.user_documents as t where t."ownerId" is not null and not exists
              (select from nexus.users as r where r.id = t."ownerId")'),
            ('credit_transactions."sessionId" without its row in SessionBooking',
             'select t.id, t."sessionId" from nexus.credit_transactions as t where t."sessionId" is not null and not
              exists (select from nexus."SessionBooking" as r where r.id = t."sessionId")')
        ) as listed (what, query)
    loop
        execute 'select count(*) from (' || tried.query || ') as faulty' into found;
        if found > 0 then
            report := report || format(
                E'\n%s: %s\n    %s;', tried.what, found,
                regexp_replace(tried.query, '\s+', ' ', 'g'));
        end if;
    end loop;
    if report <> '' then
        raise exception 'some rows refer to what is not there; nothing was changed:%', report
            using errcode = '23503',
                  hint = 'Mend or remove these rows, then migrate again.';
    end if;
end
$$;

alter table nexus.payment_records
    add constraint "payment_records_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete restrict on update cascade not valid;

alter table nexus.payment_records
    add constraint "payment_records_packId_fkey" foreign key ("packId")
        references nexus.credit_packs (id) on delete restrict on update cascade not valid;

alter table nexus.credit_tx
    add constraint "credit_tx_packId_fkey" foreign key ("packId")
        references nexus.credit_packs (id) on delete restrict on update cascade not valid;

alter table nexus.credit_wallets
    add constraint "credit_wallets_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade not valid;

alter table nexus.notifications
    add constraint "notifications_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade not valid;

alter table nexus.ingest_jobs
    add constraint "ingest_jobs_docId_fkey" foreign key ("docId")
        references nexus.user_documents (id) on delete cascade on update cascade not valid;

alter table nexus.user_documents
    add constraint "user_documents_ownerId_fkey" foreign key ("ownerId")
        references nexus.users (id) on delete set null on update cascade not valid;

alter table nexus.credit_transactions
    add constraint "credit_transactions_sessionId_fkey" foreign key ("sessionId")
        references nexus."SessionBooking" (id) on delete set null on update cascade not valid;
