-- depends: nexus-0011-create-operations
-- transactional: false
--
-- Credits become numeric(10,2): a course in person costs 1.25, and a sum of such costs must be exact to be
-- compared with the journal. students.credits is derived from that journal, so it takes the same type, although
-- the application declared it an integer; its client reads 4.00 where it read 4.
--
-- Nothing is rounded: an amount with more than two decimals, infinite or NaN, is listed and the migration
-- refuses.
--
-- A change of type rewrites the table under ACCESS EXCLUSIVE (measured with 100,000 rows: 0.4 s). Without a
-- transaction around the file each statement is one of its own, so only one table is locked at a time. A column
-- beside the old one, filled in batches, would spare that moment; it would cost a trigger on each write for days
-- and leave the columns in another order than the application lists them.

do $$
declare
    tried record;
    found bigint;
    report text := '';
begin
    for tried in
        select * from (values
            ('credit_transactions.amount that numeric(10,2) would change',
             'select id, amount from nexus.credit_transactions where not (abs(amount) < 1e8 and amount::numeric =
              round(amount::numeric, 2))')
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
        raise exception 'some amounts would change their value; nothing was changed:%', report
            using errcode = '22003',
                  hint = 'Correct these rows, then migrate again.';
    end if;
end
$$;

alter table nexus.students
    alter column credits type numeric(10, 2);

alter table nexus.credit_transactions
    alter column amount type numeric(10, 2);
