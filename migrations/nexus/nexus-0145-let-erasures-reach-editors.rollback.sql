set local role nexus_owner;

create or replace function nexus."LegalVersion_refuse_change"() returns trigger
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

create or replace function nexus."LegalPage_count_and_hash"() returns trigger
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
