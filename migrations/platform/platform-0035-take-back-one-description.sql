-- depends: platform-0034-erase-children-before-parents
--
-- A migration that adds a column to a table describes it; its rollback takes that one description back, and that of the
-- column's link, and leaves the table's alone.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

create function privacy.undescribe_column(relation regclass, column_name text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    delete from privacy.links as l
    using privacy.name_of(relation) as n
    where l.table_schema = n.table_schema and l.table_name = n.table_name
      and l.columns = array[undescribe_column.column_name];
    delete from privacy.columns as c
    using privacy.name_of(relation) as n
    where c.table_schema = n.table_schema and c.table_name = n.table_name
      and c.column_name = undescribe_column.column_name;
    if not found then
        raise exception 'column % of % is not described',
            coalesce(column_name, 'NULL'), coalesce(relation::text, 'NULL')
            using errcode = 'PFP06',
                  hint = 'See privacy.columns.';
    end if;
end
$$;

comment on function privacy.undescribe_column(regclass, text) is
    'Takes back what was declared of one column, its link included: for rollbacks. Raises PFP06 if nothing was.';

revoke execute on function privacy.undescribe_column(regclass, text) from public;

grant execute on function privacy.undescribe_column(regclass, text) to nexus_owner, shop_owner, learn_owner;
