-- depends: platform-0027-add-privacy-requests
--
-- Export, erasure and scan, carried out from the catalogue of personal data alone.
--
-- A subject is written KIND:KEY. Its rows are found by following the links, however many steps away. An erasure
--   1. refuses a person under legal hold;
--   2. notes what identifies the person: values of columns that identify, in rows of the person, and the key;
--   3. blacks that out where other rows mention it;
--   4. deletes or changes the person's rows, those farthest from the person first, so that links still lead to them;
--   5. looks for what it noted in every text and JSON column of the database, and if anything is left does nothing at all.
-- It is one transaction: a person is erased everywhere or nowhere. A dry run counts the same rows and changes none.
--
-- Step 5 reads the whole database. That is its price; on a large database it is paid with `verify => false`, and the scan
-- is made apart. What the scan cannot see: dead row versions until the next vacuum, the log of transactions, backups, the
-- statistics of the planner until the next ANALYZE (the command makes it), and words in which a person is only described.
--
-- All SQL made here is made of names from the catalogue, quoted, and of parameters: no value is ever part of its text.
-- Whoever is looked for is compared as a whole word and in any capitals; words shorter than four characters are not looked
-- for. Masked JSON stays valid: only letters within strings are replaced.
--
-- Errors: PFP01 an unknown kind, PFP02 an unknown person, PFP03 a legal hold, PFP04 something is left, PFP06 bad arguments.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFP03', 'The person is under legal hold.', 'Release the hold when it ends.'),
    ('PFP04', 'Something that identifies the person would be left.', 'Describe the columns that the message names.');

create function privacy.belonging(
    of_kind text,
    in_schema text,
    in_table text,
    held boolean default false,
    level integer default 0,
    first_links text default null,
    path text[] default '{}'
)
    returns text
    language plpgsql
    stable
    security invoker
    set search_path = ''
as $$
declare
    this constant text := format('%I.%I', in_schema, in_table);
    alias constant text := 't' || level;
    person privacy.people;
    link privacy.links;
    parent_condition text;
    sides record;
    terms text[] := '{}';
begin
    select * into strict person from privacy.people as p where p.kind = of_kind;
    if (person.table_schema, person.table_name) = (in_schema, in_table)
        and coalesce(first_links, person.on_erase) = person.on_erase
    then
        terms := terms || case
            when held then format(
                '%s.%I::text in (select h.subject_key from privacy.holds as h '
                'where h.subject_kind = %L and h.released_at is null)',
                alias, person.key_column, of_kind)
            else format('%s.%I = $1::%s', alias, person.key_column,
                        privacy.type_of(in_schema, in_table, person.key_column))
        end;
    end if;
    for link in
        select * from privacy.links as l
        where (l.table_schema, l.table_name) = (in_schema, in_table)
          and l.belongs
          and coalesce(first_links, l.on_erase) = l.on_erase
          and format('%I.%I', l.parent_schema, l.parent_table) <> all (path || this)
        order by l.columns, l.parent_schema, l.parent_table
    loop
        parent_condition := privacy.belonging(
            of_kind, link.parent_schema, link.parent_table, held, level + 1, null, path || this
        );
        if parent_condition is not null then
            select * into sides from privacy.paired(link, alias, 't' || level + 1);
            terms := terms || format(
                '(%s) in (select %s from %I.%I as t%s where %s)',
                sides.child, sides.parent, link.parent_schema, link.parent_table, level + 1, parent_condition
            );
        end if;
    end loop;
    return '(' || nullif(array_to_string(terms, ' or '), '') || ')';
end
$$;

comment on function privacy.belonging(text, text, text, boolean, integer, text, text[]) is
    'A condition on rows t0 of a table: that they belong to the person with key $1, or with held to anybody under legal '
    'hold. first_links restricts the first step to links whose rows are deleted, or kept. NULL: nothing leads there.';

revoke execute on function privacy.belonging(text, text, text, boolean, integer, text, text[]) from public;

create function privacy.paired(link privacy.links, child_alias text, parent_alias text, out child text, out parent text)
    language sql
    stable
    security invoker
    begin atomic
        select string_agg(format('%s.%I%s', child_alias, c, x.suffix), ', ' order by n),
               string_agg(format('%s.%I%s', parent_alias, p, x.suffix), ', ' order by n)
        from unnest((link).columns, (link).parent_columns) with ordinality as u (c, p, n)
        cross join lateral (
            select case
                when privacy.type_of((link).table_schema, (link).table_name, c)
                    = privacy.type_of((link).parent_schema, (link).parent_table, p)
                then '' else '::text'
            end as suffix
        ) as x;
    end;

comment on function privacy.paired(privacy.links, text, text) is
    'The columns of a link on both sides, to be compared; as text where their types differ, as an actor and an account.';

revoke execute on function privacy.paired(privacy.links, text, text) from public;

create function privacy.kept_children(in_schema text, in_table text) returns text
    language sql
    stable
    security invoker
    begin atomic
        select coalesce(string_agg(format(
            'exists (select from %I.%I as c where (%s) = (%s))', l.table_schema, l.table_name, s.child, s.parent
        ), ' or '), 'false')
        from privacy.links as l
        cross join lateral privacy.paired(l, 'c', 't0') as s
        where (l.parent_schema, l.parent_table) = (in_schema, in_table)
          and l.on_erase = 'keep'
          and not exists (
              select from privacy.columns as c
              where (c.table_schema, c.table_name) = (l.table_schema, l.table_name)
                and c.column_name = any (l.columns) and c.on_erase = 'delete'
          );
    end;

comment on function privacy.kept_children(text, text) is
    'A condition on rows t0 of a table: that rows which are kept, and go on referring, refer to them.';

revoke execute on function privacy.kept_children(text, text) from public;

create function privacy.steps(of_kind text)
    returns table (table_schema text, table_name text, distance integer, belongs boolean)
    language sql
    stable
    security invoker
    begin atomic
        with recursive walk as (
            select p.table_schema, p.table_name, 0 as distance, true as belongs,
                   array[format('%I.%I', p.table_schema, p.table_name)] as path
            from privacy.people as p
            where p.kind = of_kind
            union all
            select l.table_schema, l.table_name, w.distance + 1, l.belongs,
                   w.path || format('%I.%I', l.table_schema, l.table_name)
            from walk as w
            join privacy.links as l on (l.parent_schema, l.parent_table) = (w.table_schema, w.table_name)
            where w.belongs and format('%I.%I', l.table_schema, l.table_name) <> all (w.path)
        )
        select w.table_schema, w.table_name, max(w.distance), bool_or(w.belongs)
        from walk as w
        group by w.table_schema, w.table_name
        order by 3 desc, 1, 2;
    end;

comment on function privacy.steps(text) is
    'The tables that links lead to from a kind of person, the farthest first; belongs is false where rows only name one.';

revoke execute on function privacy.steps(text) from public;

create function privacy.black_out(content text, pattern text) returns text
    language sql
    immutable
    parallel safe
    security invoker
    return regexp_replace(content, pattern, '[erased]', 'gi');

comment on function privacy.black_out(text, text) is
    'A text with every match of a pattern replaced by [erased].';

revoke execute on function privacy.black_out(text, text) from public;

create function privacy.pattern_of(words text[]) returns text
    language sql
    immutable
    parallel safe
    security invoker
    begin atomic
        select '(?<![[:alnum:]])(?:'
            || string_agg(distinct regexp_replace(spelled, '([^[:alnum:][:space:]])', '\\\1', 'g'), '|')
            || ')(?![[:alnum:]])'
        from unnest(words) as word
        cross join lateral (values (word), (btrim(to_jsonb(word)::text, '"'))) as spellings (spelled)
        where length(word) >= 4;
    end;

comment on function privacy.pattern_of(text[]) is
    'A pattern that matches each of the words, as they stand and as they stand in JSON; NULL if there is none to look for.';

revoke execute on function privacy.pattern_of(text[]) from public;

create function privacy.as_text(in_schema text, in_table text, in_column text, alias text) returns text
    language sql
    stable
    security invoker
    return format(
        case when privacy.type_of(in_schema, in_table, in_column) = 'json' then '%s.%I::jsonb::text' else '%s.%I::text' end,
        alias, in_column
    );

comment on function privacy.as_text(text, text, text, text) is
    'An expression for the text of a column; json is normalised, so that escaped characters are found.';

revoke execute on function privacy.as_text(text, text, text, text) from public;

create function privacy.changes(
    in_schema text,
    in_table text,
    only_columns text[] default null,
    out assignments text,
    out undone text
)
    language sql
    stable
    security invoker
    begin atomic
        select string_agg(format('%I = %s', c.column_name, x.value), ', ' order by c.column_name),
               '(' || string_agg(x.undone, ' or ' order by c.column_name) || ')'
        from privacy.columns as c
        cross join lateral (
            select privacy.type_of(c.table_schema, c.table_name, c.column_name) as name,
                   privacy.as_text(c.table_schema, c.table_name, c.column_name, 't0') as text
        ) as type
        cross join lateral (
            select case
                       when c.on_erase = 'mask' then format('privacy.black_out(%s, $2)::%s', type.text, type.name)
                       when c.replacement ~ '%' then
                           format('replace(%L, ''%%'', platform.new_text_id())::%s', c.replacement, type.name)
                       when c.replacement is not null then format('%L::%s', c.replacement, type.name)
                       else 'null'
                   end as value,
                   case
                       when c.on_erase = 'mask' then format('coalesce(%s ~* $2, false)', type.text)
                       when c.replacement ~ '%' then
                           format('coalesce(t0.%I::text not like %L, false)', c.column_name,
                                  replace(replace(c.replacement, '\', '\\'), '_', '\_'))
                       when c.replacement is not null then
                           format('t0.%I::text is distinct from (%L::%s)::text', c.column_name, c.replacement, type.name)
                       else format('t0.%I is not null', c.column_name)
                   end as undone
        ) as x
        where (c.table_schema, c.table_name) = (in_schema, in_table)
          and c.on_erase in ('delete', 'anonymise', 'mask')
          and (only_columns is null or c.column_name = any (only_columns));
    end;

comment on function privacy.changes(text, text, text[]) is
    'What erasure assigns to a row that stays, and the condition that some of it is still to be done. $2 is the pattern.';

revoke execute on function privacy.changes(text, text, text[]) from public;

create function privacy.words_of(of_kind text, of_key text) returns text[]
    language plpgsql
    stable
    security invoker
    set search_path = ''
    set row_security = off
as $$
declare
    known record;
    words text[] := '{}';
    more text[];
begin
    for known in
        select s.table_schema, s.table_name, c.column_name, ch.undone,
               privacy.belonging(of_kind, s.table_schema, s.table_name) as condition
        from privacy.steps(of_kind) as s
        join privacy.columns as c using (table_schema, table_name)
        left join lateral privacy.changes(s.table_schema, s.table_name, array[c.column_name]) as ch on true
        where s.belongs and c.identifies and (c.on_erase <> 'keep' or c.category <> 'identifier')
          and privacy.type_of(s.table_schema, s.table_name, c.column_name) <> 'privacy.ciphertext'
    loop
        execute format(
            'select array_agg(distinct t0.%I::text) from %I.%I as t0 where %s and %s',
            known.column_name, known.table_schema, known.table_name, known.condition, coalesce(known.undone, 'true')
        ) into more using of_key, null::text;
        words := words || more;
    end loop;
    return (select coalesce(array_agg(distinct w), '{}') from unnest(words) as w where length(w) >= 4);
end
$$;

comment on function privacy.words_of(text, text) is
    'What identifies a person in the rows that belong to the person, the key aside.';

revoke execute on function privacy.words_of(text, text) from public;

create function privacy.scan(words text[], key text default null)
    returns table (relation text, column_name text, rows bigint)
    language plpgsql
    stable
    security invoker
    set search_path = ''
    set row_security = off
as $$
declare
    with_key constant text := privacy.pattern_of(words || key);
    without_key constant text := privacy.pattern_of(words);
    place record;
    counted bigint[];
begin
    if with_key is null then
        return;
    end if;
    for place in
        select c.oid::regclass as relation, n.nspname, c.relname,
               array_agg(a.attname::text order by a.attnum) as columns,
               array_agg(d.column_name is not null order by a.attnum) as keeps_key
        from pg_catalog.pg_class as c
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        -- A partition holds what its table holds.
        cross join lateral privacy.name_of(coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)) as described
        left join privacy.columns as d
            on (d.table_schema, d.table_name, d.column_name)
                = (described.table_schema, described.table_name, a.attname::text)
            and d.category = 'identifier' and d.on_erase = 'keep'
        where c.relkind in ('r', 'm')
          and c.relpersistence <> 't'
          and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
          and privacy.is_text(a.atttypid::regtype)
          and (c.relkind = 'r' or c.relispopulated)
        group by c.oid, n.nspname, c.relname
        order by n.nspname, c.relname
    loop
        -- One reading of each table, whatever the number of its columns.
        execute format(
            'select array[%s] from %s as t',
            (select string_agg(
                 format('count(*) filter (where %s ~* %s)',
                        privacy.as_text(place.nspname, place.relname, name, 't'),
                        case when keeps then '$2' else '$1' end),
                 ', ' order by n)
             from unnest(place.columns, place.keeps_key) with ordinality as u (name, keeps, n)),
            place.relation
        ) into counted using with_key, without_key;
        return query
            select place.relation::text, name, hits
            from unnest(place.columns, counted) with ordinality as u (name, hits, n)
            where hits > 0
            order by n;
    end loop;
end
$$;

comment on function privacy.scan(text[], text) is
    'In which text and JSON columns of the whole database any of these words stands, and in how many rows. The key is not '
    'looked for in columns that are declared to keep it.';

revoke execute on function privacy.scan(text[], text) from public;

create function privacy.erase(subject text, dry_run boolean default true, verify boolean default true)
    returns table (relation text, action text, rows bigint)
    language plpgsql
    volatile
    security invoker
    set search_path = ''
    set row_security = off
as $$
declare
    person record;
    this privacy.people;
    hold privacy.holds;
    words text[];
    long_key text;
    pattern text;
    step record;
    doomed text;
    mine text;
    change record;
    found_rows bigint;
    receipt jsonb := '{}';
    names text;
begin
    select * into person from privacy.locate(subject);
    select * into this from privacy.people as p where p.kind = person.kind;
    -- Two erasures of one person, or an erasure and whoever changes the person, come one after the other.
    execute format('select from %I.%I as t0 where t0.%I = $1::%s for update', this.table_schema, this.table_name,
                   this.key_column, privacy.type_of(this.table_schema, this.table_name, this.key_column))
        using person.key;
    select * into hold
    from privacy.holds as h
    where h.subject_kind = person.kind and h.subject_key = person.key and h.released_at is null
    order by h.id
    limit 1;
    if hold.id is not null then
        raise exception 'this % is under legal hold since %: %', person.kind, hold.placed_at, hold.reason
            using errcode = 'PFP03',
                  hint = format('When the hold ends: select privacy.release_hold(%s).', hold.id);
    end if;
    words := privacy.words_of(person.kind, person.key);
    -- A short key, such as a number, stands in many texts by chance.
    long_key := case when length(person.key) >= 16 then person.key end;
    pattern := privacy.pattern_of(words || long_key);

    relation := null;
    for step in
        select c.table_schema, c.table_name, array_agg(c.column_name order by c.column_name) as columns,
               privacy.belonging(person.kind, c.table_schema, c.table_name) as condition
        from privacy.columns as c
        where c.mentions and pattern is not null
        group by c.table_schema, c.table_name
        order by c.table_schema, c.table_name
    loop
        relation := format('%I.%I', step.table_schema, step.table_name);
        action := 'mask';
        -- Rows of the person are treated below.
        names := (
            select format('not coalesce(%s, false) and (%s)', coalesce(step.condition, 'false'),
                          string_agg(format('coalesce(%s ~* $2, false)',
                                            privacy.as_text(step.table_schema, step.table_name, name, 't0')), ' or '))
            from unnest(step.columns) as name
        );
        if dry_run then
            execute format('select count(*) from %s as t0 where %s', relation, names)
                into rows using person.key, pattern;
        else
            execute format(
                'update %s as t0 set %s where %s', relation,
                (select string_agg(
                     format(
                         case when c.on_erase = 'delete' then '%1$I = case when %2$s ~* $2 then null else t0.%1$I end'
                              else '%1$I = privacy.black_out(%2$s, $2)::%3$s' end,
                         c.column_name,
                         privacy.as_text(c.table_schema, c.table_name, c.column_name, 't0'),
                         privacy.type_of(c.table_schema, c.table_name, c.column_name)
                     ), ', ')
                 from privacy.columns as c
                 where (c.table_schema, c.table_name) = (step.table_schema, step.table_name) and c.mentions),
                names
            ) using person.key, pattern;
            get diagnostics rows = row_count;
        end if;
        if rows > 0 then
            receipt := jsonb_set(receipt, array[relation],
                                 coalesce(receipt -> relation, '{}') || jsonb_build_object(action, rows));
            return next;
        end if;
    end loop;

    for step in
        select s.*, l.columns as naming, l.condition as naming_condition
        from privacy.steps(person.kind) as s
        left join lateral (
            select k.columns,
                   format('(%s) in (select %s from %I.%I as t1 where %s)', sides.child, sides.parent,
                          k.parent_schema, k.parent_table,
                          privacy.belonging(person.kind, k.parent_schema, k.parent_table, level => 1)) as condition
            from privacy.links as k
            cross join lateral privacy.paired(k, 't0', 't1') as sides
            join privacy.steps(person.kind) as p
                on (p.table_schema, p.table_name) = (k.parent_schema, k.parent_table) and p.belongs
            where (k.table_schema, k.table_name) = (s.table_schema, s.table_name) and not k.belongs
            union all
            select null, null
        ) as l on true
        where l.columns is not null or s.belongs
        order by s.distance desc, s.table_schema, s.table_name, l.columns nulls last
    loop
        relation := format('%I.%I', step.table_schema, step.table_name);
        select * into change from privacy.changes(step.table_schema, step.table_name, step.naming);
        if step.naming is not null then
            mine := step.naming_condition;
            doomed := null;
        else
            mine := privacy.belonging(person.kind, step.table_schema, step.table_name);
            doomed := privacy.belonging(
                person.kind, step.table_schema, step.table_name, first_links => 'delete'
            );
            if doomed is not null then
                doomed := format('coalesce(%s, false) and not (%s)', doomed,
                                 privacy.kept_children(step.table_schema, step.table_name));
            end if;
        end if;
        if doomed is not null then
            action := 'delete';
            if dry_run then
                execute format('select count(*) from %s as t0 where %s', relation, doomed)
                    into rows using person.key;
            else
                execute format('delete from %s as t0 where %s', relation, doomed) using person.key;
                get diagnostics rows = row_count;
            end if;
            if rows > 0 then
                receipt := jsonb_set(receipt, array[relation],
                                     coalesce(receipt -> relation, '{}') || jsonb_build_object(action, rows));
                return next;
            end if;
        end if;
        mine := format('%s and not (%s)', mine, coalesce(doomed, 'false'));
        -- Counted before they change: a link may be among what changes.
        execute format('select count(*) from %s as t0 where %s', relation, mine) into found_rows using person.key;
        rows := 0;
        if change.assignments is not null then
            action := 'change';
            if dry_run then
                execute format('select count(*) from %s as t0 where %s and %s', relation, mine, change.undone)
                    into rows using person.key, pattern;
            else
                execute format('update %s as t0 set %s where %s and %s', relation, change.assignments, mine, change.undone)
                    using person.key, pattern;
                get diagnostics rows = row_count;
            end if;
            if rows > 0 then
                receipt := jsonb_set(receipt, array[relation],
                                     coalesce(receipt -> relation, '{}') || jsonb_build_object(action, rows));
                return next;
            end if;
        end if;
        if step.naming is null and found_rows > rows then
            action := 'keep';
            rows := found_rows - rows;
            receipt := jsonb_set(receipt, array[relation],
                                 coalesce(receipt -> relation, '{}') || jsonb_build_object(action, rows));
            return next;
        end if;
    end loop;
    if dry_run then
        return;
    end if;

    perform privacy.close_request('erase', person.kind, person.key, words, receipt);
    update privacy.requests as r
    set subject_key = null,
        status = case r.status when 'open' then 'refused' else r.status end,
        reason = case r.status when 'open' then 'the person was erased' else r.reason end,
        finished_at = coalesce(r.finished_at, clock_timestamp())
    where r.subject_kind = person.kind and r.subject_key = any (words || person.key);
    update privacy.holds as h set subject_key = null
    where h.subject_kind = person.kind and h.subject_key = person.key and h.released_at is not null;
    if verify then
        select string_agg(format('%s.%s (%s)', s.relation, s.column_name, s.rows), ', ') into names
        from privacy.scan(words, long_key) as s;
        if names is not null then
            raise exception 'what identifies this % is left in %', person.kind, names
                using errcode = 'PFP04',
                      hint = 'Nothing was erased. Describe these columns with privacy.describe_column(), mentions => true '
                             'for free text, or as an identifier that is kept.';
        end if;
    end if;
end
$$;

comment on function privacy.erase(text, boolean, boolean) is
    'Erases a person, in one transaction, or with dry_run (the default) says what would be done: for each table how many '
    'rows are deleted, changed, masked and kept. Raises PFP03 under legal hold, and PFP04 if anything that identifies the '
    'person would be left anywhere in the database.';

revoke execute on function privacy.erase(text, boolean, boolean) from public;

create function privacy.export(subject text) returns jsonb
    language plpgsql
    volatile
    security invoker
    set search_path = ''
    set row_security = off
as $$
declare
    person record;
    words text[];
    pattern text;
    step record;
    found_rows jsonb;
    data jsonb := '{}';
    mentions jsonb := '{}';
    receipt jsonb := '{}';
begin
    select * into person from privacy.locate(subject);
    words := privacy.words_of(person.kind, person.key);
    pattern := privacy.pattern_of(words || case when length(person.key) >= 16 then person.key end);
    for step in
        select t.table_schema, t.table_name, format('%I.%I', t.table_schema, t.table_name) as relation,
               s.belongs,
               privacy.belonging(person.kind, t.table_schema, t.table_name) as condition,
               (select coalesce(array_agg(c.column_name), '{}') from privacy.columns as c
                where (c.table_schema, c.table_name) = (t.table_schema, t.table_name)
                  and c.category = 'credential') as withheld,
               (select string_agg(format('%L, privacy.decrypt(t0.%I)', e.column_name, e.column_name), ', ')
                from privacy.encrypted_columns() as e
                where (e.table_schema, e.table_name) = (t.table_schema, t.table_name)) as encrypted
        from privacy.tables as t
        left join privacy.steps(person.kind) as s using (table_schema, table_name)
        order by s.distance nulls last, t.table_schema, t.table_name
    loop
        continue when step.condition is null;
        execute format(
            'select coalesce(jsonb_agg(r.found order by r.found), ''[]'')
             from (select to_jsonb(t0) - $2 || jsonb_build_object(%s) as found from %s as t0 where %s) as r',
            coalesce(step.encrypted, ''), step.relation, step.condition
        ) into found_rows using person.key, step.withheld;
        data := data || jsonb_build_object(step.relation, found_rows);
        receipt := receipt
            || jsonb_build_object(step.relation, jsonb_build_object('export', jsonb_array_length(found_rows)));
    end loop;
    -- Of other people's rows only what mentions the person, not who wrote it.
    for step in
        select c.*, format('%I.%I', c.table_schema, c.table_name) as relation,
               privacy.as_text(c.table_schema, c.table_name, c.column_name, 't0') as content,
               privacy.belonging(person.kind, c.table_schema, c.table_name) as condition
        from privacy.columns as c
        where c.mentions and pattern is not null
        order by c.table_schema, c.table_name, c.column_name
    loop
        execute format(
            'select jsonb_agg(to_jsonb(t0.%I) order by %s) from %s as t0 where %s ~* $2 and not coalesce(%s, false)',
            step.column_name, step.content, step.relation, step.content, coalesce(step.condition, 'false')
        ) into found_rows using person.key, pattern;
        if found_rows is not null then
            mentions := mentions || jsonb_build_object(format('%s.%I', step.relation, step.column_name), found_rows);
            receipt := jsonb_set(
                receipt, array[step.relation],
                coalesce(receipt -> step.relation, '{}') || jsonb_build_object('mention',
                    coalesce((receipt -> step.relation ->> 'mention')::integer, 0) + jsonb_array_length(found_rows))
            );
        end if;
    end loop;
    perform privacy.close_request('export', person.kind, person.key, words, receipt);
    return jsonb_build_object(
        'subject', jsonb_build_object('kind', person.kind, 'key', person.key),
        'exported_at', clock_timestamp(),
        'tables', data,
        'mentions', mentions,
        'columns', (
            select coalesce(jsonb_object_agg(format('%s.%s.%s', c.table_schema, c.table_name, c.column_name),
                jsonb_build_object('category', c.category, 'purpose', c.purpose, 'legal_basis', c.legal_basis,
                                   'kept_for', t.retention, 'withheld', c.category = 'credential')), '{}')
            from privacy.columns as c
            join privacy.tables as t using (table_schema, table_name)
            where c.category <> 'none' and data ? format('%I.%I', c.table_schema, c.table_name)
        )
    );
end
$$;

comment on function privacy.export(text) is
    'Everything the database holds of a person, as JSON: the rows that belong to the person, through links of any length; '
    'what mentions the person in other rows, but not whose rows these are; of each column why it is kept and for how long. '
    'Encrypted values are decrypted; what proves an identity (credential) is named and withheld. The export is recorded.';

revoke execute on function privacy.export(text) from public;
