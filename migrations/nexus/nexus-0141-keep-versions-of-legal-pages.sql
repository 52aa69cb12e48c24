-- depends: nexus-0140-list-transitions
--
-- Every save of a legal page writes a version, whoever saves and with whatever client: what a customer agreed to can be shown
-- years later. Counting and hashing are the database's: a page begins with version 1, each update that changes its row is the
-- next one (one that changes nothing is no save), and contentHash is the SHA-256 of the text. A version is never changed, and
-- goes only with its page.
--
-- A page from before, whose text was never kept as a version, gets that version too when it is saved next.
--
-- save_legal_page() takes the version that the editor saw. Two editors who opened the same page do not overwrite each other:
-- the second is told (NXL01). restore_legal_page() saves the text of an old version anew; nothing is taken back.
--
-- SHARE ROW EXCLUSIVE on the two tables for an instant (writes wait, reads do not); rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXL01', 'A legal page was saved by somebody else in the meantime.', 'Read it again, put your changes in, save.'),
    ('NXL02', 'There is no such legal page or version.', 'See the slugs in "LegalPage" and the versions in "LegalVersion".');

create function nexus."LegalPage_count_and_hash"() returns trigger
    language plpgsql
    security invoker
    set search_path = ''
as $$
declare
    kept constant text[] := '{version, contentHash, updatedAt}';
begin
    new.version := case
        when tg_op = 'INSERT' then 1
        when to_jsonb(new) - kept = to_jsonb(old) - kept then old.version
        else old.version + 1
    end;
    new."contentHash" := encode(sha256(convert_to(new."contentMd", 'UTF8')), 'hex');
    return new;
end
$$;

comment on function nexus."LegalPage_count_and_hash"() is
    'BEFORE INSERT OR UPDATE row trigger: the version counts the saves, and the hash is that of the text.';

create function nexus."LegalPage_write_version"() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if tg_op = 'UPDATE' and new.version = old.version then
        return null;
    end if;
    if tg_op = 'UPDATE' and not exists (
        select from nexus."LegalVersion" as v where v."pageId" = new.id and v.version = old.version
    ) then
        insert into nexus."LegalVersion"
            ("pageId", slug, title, "contentMd", "contentHtml", version, "contentHash", "gitCommit", "editorId", "createdAt")
        values
            (new.id, old.slug, old.title, old."contentMd", old."contentHtml", old.version, old."contentHash", old."gitCommit",
             old."updatedBy", old."updatedAt");
    end if;
    insert into nexus."LegalVersion"
        ("pageId", slug, title, "contentMd", "contentHtml", version, "contentHash", "gitCommit", "editorId")
    values
        (new.id, new.slug, new.title, new."contentMd", new."contentHtml", new.version, new."contentHash", new."gitCommit",
         new."updatedBy");
    return null;
end
$$;

comment on function nexus."LegalPage_write_version"() is
    'AFTER INSERT OR UPDATE row trigger: what was saved is kept as a version, and what was there before if it was '
    'not yet.';

create function nexus."LegalVersion_refuse_change"() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if tg_op = 'UPDATE' and new is not distinct from old then
        return null;
    end if;
    -- Its page was given another id, or is gone: then the version follows.
    if not exists (select from nexus."LegalPage" as p where p.id = old."pageId")
        and (tg_op = 'DELETE' or to_jsonb(new) - 'pageId' = to_jsonb(old) - 'pageId')
    then
        return null;
    end if;
    raise exception 'version % of % is history', old.version, old.slug
        using errcode = 'NX005',
              hint = 'Save the page: that writes the next version. nexus.restore_legal_page() brings an old text back.';
end
$$;

comment on function nexus."LegalVersion_refuse_change"() is
    'AFTER UPDATE OR DELETE row trigger: a version stays as it was written. Raises NX005.';

create trigger "count_and_hash"
    before insert or update on nexus."LegalPage"
    for each row execute function nexus."LegalPage_count_and_hash"();

create trigger "write_version"
    after insert or update on nexus."LegalPage"
    for each row execute function nexus."LegalPage_write_version"();

create trigger "refuse_change"
    after update or delete on nexus."LegalVersion"
    for each row execute function nexus."LegalVersion_refuse_change"();

create function nexus.save_legal_page(
    page_slug text,
    seen_version integer,
    new_title text,
    new_content_md text,
    new_content_html text default null,
    new_placeholders jsonb default null,
    from_commit text default null
)
    returns nexus."LegalPage"
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    editor constant text := nexus.require_role('ADMIN');
    page nexus."LegalPage";
begin
    select * into page from nexus."LegalPage" as p where p.slug = page_slug for update;
    if coalesce(page.version, 0) is distinct from seen_version then
        raise exception 'legal page % is in version %, and the editor saw %',
            quote_nullable(page_slug), coalesce(page.version, 0), coalesce(seen_version::text, 'none')
            using errcode = 'NXL01',
                  hint = 'Read the page again, put the changes in, save. A page that is not there yet has version 0.';
    end if;
    if page.id is null then
        insert into nexus."LegalPage"
            (slug, title, "contentMd", "contentHtml", placeholders, "contentHash", "gitCommit", "updatedBy")
        values (page_slug, new_title, new_content_md, new_content_html, new_placeholders, '', from_commit, editor)
        returning * into page;
    else
        update nexus."LegalPage" as p
        set title = new_title, "contentMd" = new_content_md, "contentHtml" = new_content_html,
            placeholders = new_placeholders, "gitCommit" = from_commit, "updatedBy" = editor
        where p.id = page.id
        returning * into page;
    end if;
    return page;
end
$$;

comment on function nexus.save_legal_page(text, integer, text, text, text, jsonb, text) is
    'Saves a legal page, by ADMIN, and so writes its next version if anything changed. seen_version is the one the editor read, 0 for a new '
    'page. Raises NXL01 if somebody saved it in the meantime.';

create function nexus.restore_legal_page(page_slug text, old_version integer) returns nexus."LegalPage"
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    editor constant text := nexus.require_role('ADMIN');
    page nexus."LegalPage";
    kept nexus."LegalVersion";
begin
    select * into page from nexus."LegalPage" as p where p.slug = page_slug for update;
    select * into kept from nexus."LegalVersion" as v where v."pageId" = page.id and v.version = old_version;
    if kept.id is null then
        raise exception 'legal page % has no version %', quote_nullable(page_slug), coalesce(old_version::text, 'NULL')
            using errcode = 'NXL02',
                  hint = coalesce(format('It has versions 1 to %s.', page.version), 'There is no such page.');
    end if;
    update nexus."LegalPage" as p
    set title = kept.title, "contentMd" = kept."contentMd", "contentHtml" = kept."contentHtml",
        "gitCommit" = kept."gitCommit", "updatedBy" = editor
    where p.id = page.id
    returning * into page;
    return page;
end
$$;

comment on function nexus.restore_legal_page(text, integer) is
    'Saves the text of an old version anew, by ADMIN: it becomes the next version. Placeholders stay as they are. Raises '
    'NXL02.';

grant execute on function
    nexus.save_legal_page(text, integer, text, text, text, jsonb, text),
    nexus.restore_legal_page(text, integer)
    to nexus_app, nexus_user;
