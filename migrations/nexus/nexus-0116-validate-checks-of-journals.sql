-- depends: nexus-0115-check-journals
-- transactional: false
--
-- The entries that were there before obey the checks of journals, too. If one does not, the server names the check, the
-- table stays as it is, and the next run continues here: list the rows with the check's condition negated.
--
-- Share update exclusive on each table while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table nexus.credit_transactions
    validate constraint credit_transactions_number_is_positive,
    validate constraint "credit_transactions_balanceBefore_is_there",
    validate constraint "credit_transactions_balanceAfter_is_the_sum",
    validate constraint credit_transactions_first_begins_with_nothing;

alter table nexus.credit_tx
    validate constraint credit_tx_number_is_positive,
    validate constraint "credit_tx_balanceBefore_is_there",
    validate constraint "credit_tx_balanceAfter_is_the_sum",
    validate constraint credit_tx_first_begins_with_nothing,
    validate constraint "credit_tx_correctsId_fkey";
