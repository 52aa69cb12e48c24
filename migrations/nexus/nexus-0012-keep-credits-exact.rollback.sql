-- Back to the old types. Hundredths of students.credits are rounded away, as an integer has none.

alter table nexus.credit_transactions
    alter column amount type double precision;

alter table nexus.students
    alter column credits type integer;
