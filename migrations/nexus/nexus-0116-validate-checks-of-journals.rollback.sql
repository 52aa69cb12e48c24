-- NOT VALID again: there is no statement that forgets a validation, so each constraint is replaced.

alter table nexus.credit_tx
    drop constraint credit_tx_number_is_positive,
    add constraint credit_tx_number_is_positive
        check (number is not null and number > 0) not valid,
    drop constraint "credit_tx_balanceBefore_is_there",
    add constraint "credit_tx_balanceBefore_is_there"
        check ("balanceBefore" is not null) not valid,
    drop constraint "credit_tx_balanceAfter_is_the_sum",
    add constraint "credit_tx_balanceAfter_is_the_sum"
        check ("balanceAfter" is not null and "balanceAfter" = "balanceBefore" + delta) not valid,
    drop constraint credit_tx_first_begins_with_nothing,
    add constraint credit_tx_first_begins_with_nothing
        check (number > 1 or "balanceBefore" = 0) not valid,
    drop constraint "credit_tx_correctsId_fkey",
    add constraint "credit_tx_correctsId_fkey" foreign key ("correctsId")
        references nexus.credit_tx (id) on delete restrict on update cascade not valid;

alter table nexus.credit_transactions
    drop constraint credit_transactions_number_is_positive,
    add constraint credit_transactions_number_is_positive
        check (number is not null and number > 0) not valid,
    drop constraint "credit_transactions_balanceBefore_is_there",
    add constraint "credit_transactions_balanceBefore_is_there"
        check ("balanceBefore" is not null) not valid,
    drop constraint "credit_transactions_balanceAfter_is_the_sum",
    add constraint "credit_transactions_balanceAfter_is_the_sum"
        check (
            "balanceAfter" is not null
            and "balanceAfter" = "balanceBefore" + nexus.credit_effect(type, amount)
        ) not valid,
    drop constraint credit_transactions_first_begins_with_nothing,
    add constraint credit_transactions_first_begins_with_nothing
        check (number > 1 or "balanceBefore" = 0) not valid;
