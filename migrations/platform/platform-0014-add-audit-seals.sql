-- depends: platform-0013-add-audit-reading
--
-- A seal fixes a set of rows of the log: their ids, a hash of each, and a hash of all of that together with the hash of
-- the seal before it. Whoever changes a row, or a seal, breaks the chain from there on; whoever rewrites the whole chain
-- is found by a copy of the seals that lies elsewhere (pgassay audit export-seals, pgassay audit verify --seals).
--
-- Which rows. A transaction that is still running may have drawn an id long ago, so "everything up to this id" would
-- miss its rows. The transactions before the xmin of the present snapshot, however, have all ended; what they wrote is
-- visible, and nothing can be added. A seal covers the rows of transactions before to_transaction with ids up to to_id
-- that no earlier seal of the same era covers. Prepared transactions count as running.
--
-- Eras. Restored into another cluster, transaction numbers begin anew while ids go on from the sequence. When the
-- cluster's identifier has changed, or the numbers went backwards, the next seal closes the era: holding off writers for
-- an instant, it covers every row up to to_id, whatever its transaction (to_transaction is NULL), and the next era holds
-- the ids after it (base_id). Rows of the old cluster that were not sealed there are sealed here, none is passed over.
--
-- A row's hash leaves the id out, and the seal keeps both: rows that changed places are told from rows that were altered.
-- Hashes are SHA-256 over a JSON array of the columns as text, so that a program outside recomputes them.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the seals.

set local role platform_owner;

create table audit.seals (
    number bigint not null,
    base_id bigint not null,
    to_id bigint not null,
    to_transaction bigint,
    cluster text not null,
    row_ids bigint[] not null,
    row_hashes bytea[] not null,
    first_at timestamptz,
    last_at timestamptz,
    sealed_at timestamptz not null default clock_timestamp(),
    previous bytea not null,
    hash bytea not null,
    constraint seals_pkey primary key (number),
    constraint seals_number_is_positive check (number > 0),
    constraint seals_hashes_match_ids check (cardinality(row_ids) = cardinality(row_hashes)),
    constraint seals_hash_is_sha256 check (octet_length(hash) = 32)
);

comment on table audit.seals is
    'The chain that the rows of the log are fixed in, batch by batch. Append-only.';
comment on column audit.seals.number is
    'From 1, without a gap.';
comment on column audit.seals.base_id is
    'The era holds the ids after this one.';
comment on column audit.seals.to_id is
    'Covers rows up to this id …';
comment on column audit.seals.to_transaction is
    '… of transactions before this one; NULL: of any, and the era ends here.';
comment on column audit.seals.cluster is
    'System identifier of the cluster whose transactions these are.';
comment on column audit.seals.row_ids is
    'The rows, by id.';
comment on column audit.seals.row_hashes is
    'Hash of each row, without its id.';
comment on column audit.seals.first_at is
    'Earliest time in the rows; NULL if there are none.';
comment on column audit.seals.last_at is
    'Latest time in the rows.';
comment on column audit.seals.sealed_at is
    'When.';
comment on column audit.seals.previous is
    'Hash of the seal before; empty in the first.';
comment on column audit.seals.hash is
    'Hash of everything above.';

create trigger append_only
    before update or delete on audit.seals
    for each row execute function audit.refuse_change();

create trigger append_only_truncate
    before truncate on audit.seals
    for each statement execute function audit.refuse_change();

alter table audit.seals enable always trigger append_only;
alter table audit.seals enable always trigger append_only_truncate;

revoke update, delete, truncate on audit.seals from platform_owner;

create function audit.time_text(moment timestamptz) returns text
    language sql
    stable
    parallel safe
    security invoker
    return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

comment on function audit.time_text(timestamptz) is
    'A time as it is hashed: ISO 8601 in UTC, with microseconds, whatever the session''s settings.';

create function audit.row_hash(entry audit.log) returns bytea
    language sql
    stable
    parallel safe
    security invoker
    return sha256(convert_to(
        jsonb_build_array(
            audit.time_text((entry).at), (entry).transaction_id::text, (entry).login, (entry).actor_id,
            (entry).actor_role, (entry).request_id, (entry).context, (entry).table_name, (entry).record_id,
            (entry).action, (entry).old_values::text, (entry).new_values::text
        )::text, 'UTF8'));

comment on function audit.row_hash(audit.log) is
    'SHA-256 of a row of the log without its id.';

create function audit.seal_hash(seal audit.seals) returns bytea
    language sql
    stable
    parallel safe
    security invoker
    return sha256(convert_to(
        jsonb_build_array(
            (seal).number::text, (seal).base_id::text, (seal).to_id::text, (seal).to_transaction::text, (seal).cluster,
            audit.time_text((seal).first_at), audit.time_text((seal).last_at), audit.time_text((seal).sealed_at),
            encode((seal).previous, 'hex'), to_jsonb((seal).row_ids::text[]),
            (select coalesce(jsonb_agg(encode(h, 'hex') order by n), '[]')
             from unnest((seal).row_hashes) with ordinality as hashes (h, n))
        )::text, 'UTF8'));

comment on function audit.seal_hash(audit.seals) is
    'SHA-256 of a seal, its rows and the hash of the seal before it.';

create function audit.seal(at_most integer default 50000) returns bigint
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    last audit.seals;
    made audit.seals;
    since_id bigint := 0;
    since_transaction bigint := 0;
    cut bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit.seal', 0));
    select * into last from audit.seals order by number desc limit 1;
    made.number := coalesce(last.number, 0) + 1;
    made.previous := coalesce(last.hash, '');
    made.base_id := coalesce(case when last.to_transaction is null then last.to_id else last.base_id end, 0);
    made.cluster := (select system_identifier::text from pg_control_system());
    made.to_transaction := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    if last.to_transaction is not null then
        since_id := last.to_id;
        since_transaction := last.to_transaction;
        if made.cluster <> last.cluster or made.to_transaction < last.to_transaction then
            -- What it does to the trigger is what was done before; what counts is the lock that it takes, on the
            -- partitions as well: every transaction that has written to the log has ended.
            alter table audit.log enable always trigger append_only;
            made.to_transaction := null;
            made.cluster := last.cluster;
        end if;
    end if;
    -- Read after the snapshot, and not part of it: every id that the covered transactions drew is at most this.
    made.to_id := (select last_value from audit.log_id_seq);
    if made.to_transaction is not null then
        select l.transaction_id into cut
        from audit.log as l
        where l.id > made.base_id and l.id <= made.to_id and l.transaction_id < made.to_transaction
          and (l.transaction_id >= since_transaction or l.id > since_id)
        order by l.transaction_id
        offset at_most limit 1;
        -- Whole transactions, at least one, and never less than is sealed already.
        if cut is not null then
            select greatest(cut, since_transaction, min(l.transaction_id) + 1) into made.to_transaction
            from audit.log as l
            where l.id > made.base_id and l.id <= made.to_id and l.transaction_id <= cut
              and (l.transaction_id >= since_transaction or l.id > since_id);
        end if;
    end if;
    select coalesce(array_agg(l.id order by l.id), '{}'), coalesce(array_agg(audit.row_hash(l) order by l.id), '{}'),
           min(l.at), max(l.at)
    into made.row_ids, made.row_hashes, made.first_at, made.last_at
    from audit.log as l
    where l.id > made.base_id and l.id <= made.to_id
      and (l.transaction_id < made.to_transaction or made.to_transaction is null)
      and (l.transaction_id >= since_transaction or l.id > since_id);
    if made.row_ids = '{}' and made.to_transaction is not null then
        return 0;
    end if;
    made.sealed_at := clock_timestamp();
    made.hash := audit.seal_hash(made);
    insert into audit.seals select made.*;
    return cardinality(made.row_ids);
end
$$;

comment on function audit.seal(integer) is
    'Seals the rows of transactions that have ended, about at_most of them, whole transactions at a time, and returns how '
    'many; 0 when there are none. For a job that runs every minute or so and calls it until it returns 0.';

create function audit.verify(
    from_time timestamptz default '-infinity',
    to_time timestamptz default 'infinity',
    out verdict text,
    out seal_number bigint,
    out row_id bigint,
    out sealed bigint,
    out unsealed bigint,
    out explanation text
)
    language plpgsql
    stable
    security invoker
    set search_path = ''
    -- Compares large sets whose size the planner does not know; a nested loop over them does not end.
    set enable_nestloop = off
as $$
declare
    seal audit.seals;
    last audit.seals;
    since_id bigint;
    since_transaction bigint;
    seals_read bigint := 0;
    actual_ids bigint[];
    actual_hashes bytea[];
begin
    sealed := 0;
    for seal in select * from audit.seals order by number loop
        if seal.number <> coalesce(last.number, 0) + 1 then
            verdict := 'seal missing';
            seal_number := coalesce(last.number, 0) + 1;
            explanation := format('seal %s is missing: the chain goes from %s to %s',
                                  seal_number, coalesce(last.number, 0), seal.number);
            return;
        end if;
        seal_number := seal.number;
        if seal.previous <> coalesce(last.hash, '') or seal.hash <> audit.seal_hash(seal) then
            verdict := 'seal altered';
            explanation := format('seal %s, made at %s, is not what it was: its hash does not match', seal.number,
                                  audit.time_text(seal.sealed_at));
            return;
        end if;
        since_id := case when seal.base_id = last.base_id then last.to_id else 0 end;
        since_transaction := case when seal.base_id = last.base_id then last.to_transaction else 0 end;
        last := seal;
        continue when seal.first_at is null or seal.first_at >= to_time or seal.last_at < from_time;
        select coalesce(array_agg(l.id order by l.id, l.at), '{}'),
               coalesce(array_agg(audit.row_hash(l) order by l.id, l.at), '{}')
        into actual_ids, actual_hashes
        from audit.log as l
        where l.id > seal.base_id and l.id <= seal.to_id
          and (l.transaction_id < seal.to_transaction or seal.to_transaction is null)
          and (l.transaction_id >= since_transaction or l.id > since_id);
        if actual_ids <> seal.row_ids or actual_hashes <> seal.row_hashes then
            -- Of several rows with one id, the one that was sealed is the one that belongs there.
            select
                coalesce(expected.id, actual.id),
                case
                    when expected.id is null then 'inserted'
                    when actual.hash = any (seal.row_hashes) then 'reordered'
                    when actual.id is not null or exists (select from audit.log where id = expected.id) then 'altered'
                    else 'missing'
                end
            into row_id, verdict
            from unnest(seal.row_ids, seal.row_hashes) as expected (id, hash)
            full join (
                select a.id, a.hash, row_number() over (partition by a.id order by a.hash <> e.hash) as place
                from unnest(actual_ids, actual_hashes) as a (id, hash)
                left join unnest(seal.row_ids, seal.row_hashes) as e (id, hash) on e.id = a.id
            ) as actual on actual.id = expected.id and actual.place = 1
            where expected.hash is distinct from actual.hash
            order by coalesce(expected.id, actual.id)
            limit 1;
            explanation := format('row %s was %s: it is not as seal %s, made at %s, has it', row_id,
                                  case verdict when 'missing' then 'removed' else verdict end, seal.number,
                                  audit.time_text(seal.sealed_at));
            return;
        end if;
        seals_read := seals_read + 1;
        sealed := sealed + cardinality(seal.row_ids);
    end loop;
    -- Rows of this time that the seals just read do not know: wrong if no seal is to come that could, else not yet sealed.
    select min(l.id) filter (where covered), count(*) filter (where covered is not true) into row_id, unsealed
    from audit.log as l
    left join (
        select unnest(s.row_ids) as id
        from audit.seals as s
        where s.first_at < to_time and s.last_at >= from_time
    ) as known on known.id = l.id
    cross join lateral (
        select l.id < 1 or l.id <= last.base_id
            or l.id <= last.to_id and (l.transaction_id < last.to_transaction or last.to_transaction is null) as covered
    ) as c
    where l.at >= from_time and l.at < to_time and known.id is null;
    if row_id is not null then
        select number into seal_number from audit.seals where row_id = any (row_ids);
        verdict := case when found then 'altered' else 'inserted' end;
        explanation := format('row %s was %s: no seal has it at this time', row_id, verdict);
        return;
    end if;
    seal_number := null;
    verdict := case when sealed = 0 and unsealed > 0 then 'not yet sealed' else 'intact' end;
    explanation := format('%s seals cover %s rows, all as they were; %s rows are not yet sealed',
                          seals_read, sealed, unsealed);
end
$$;

comment on function audit.verify(timestamptz, timestamptz) is
    'Compares the log with its seals: the whole chain, and the rows of every seal that holds rows of this time. verdict: '
    'intact; not yet sealed; or, with the first row or seal that is wrong, altered, missing, inserted, reordered, '
    'seal altered, seal missing. Who may rewrite the seals as well is found only by pgassay audit verify.';

grant select on audit.seals to auditor;

grant execute on function
    audit.seal(integer), audit.verify(timestamptz, timestamptz), audit.time_text(timestamptz),
    audit.row_hash(audit.log), audit.seal_hash(audit.seals)
    to auditor;
