select audit.unwatch('nexus.credit_wallets');
select audit.unwatch('nexus.students');

set local role nexus_owner;

select audit.watch('nexus.credit_wallets', ignored_columns => '{updatedAt}');
select audit.watch(
    'nexus.students', ignored_columns => '{updatedAt,freemiumUsage}', masked_columns => '{grade,school,birthDate}'
);

select privacy.undescribe_table('nexus.credit_draws');
select privacy.undescribe_table('nexus.credit_lots');

set local role platform_owner;

delete from privacy.columns
where table_schema = 'nexus'
  and (table_name, column_name) in (
      ('credit_transactions', 'number'), ('credit_transactions', 'reference'),
      ('credit_transactions', 'balanceBefore'), ('credit_transactions', 'balanceAfter'),
      ('credit_tx', 'number'), ('credit_tx', 'correctsId'), ('credit_tx', 'balanceBefore'),
      ('credit_tx', 'balanceAfter'), ('SessionBooking', 'rescheduledFromId')
  );
