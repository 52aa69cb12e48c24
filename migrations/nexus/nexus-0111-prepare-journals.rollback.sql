drop procedure nexus.chain_journals(integer);

drop function nexus.lock_wallet(integer);

drop function nexus.lock_credits(text);

drop table nexus.credit_draws;

drop table nexus.credit_lots;

drop function nexus.credit_effect(text, numeric);

-- The entries that brought a sum below zero to zero are of this migration's making.
delete from nexus.credit_tx where reason = 'Solde d''ouverture' and "balanceAfter" = 0 and "balanceBefore" < 0;

delete from nexus.credit_transactions where id = 'opening:' || "studentId";

alter table nexus."SessionBooking"
    drop column "rescheduledFromId";

alter table nexus.credit_tx
    drop column "correctsId",
    drop column "balanceAfter",
    drop column "balanceBefore",
    drop column number;

alter table nexus.credit_transactions
    drop column reference,
    drop column "balanceAfter",
    drop column "balanceBefore",
    drop column number;
