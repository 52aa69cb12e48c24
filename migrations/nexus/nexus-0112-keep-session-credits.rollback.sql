drop trigger keep_credits on nexus.students;

drop trigger keep_credits_from_the_start on nexus.students;

drop trigger move_credits on nexus.credit_transactions;

drop trigger keep_whole on nexus.credit_transactions;

drop trigger keep_entries on nexus.credit_transactions;

drop trigger keep_journal on nexus.credit_transactions;

drop trigger enter_credits on nexus.credit_transactions;

drop function nexus.keep_credits();

drop function nexus.keep_whole();

drop function nexus.keep_credit_entries();

drop function nexus.keep_credit_journal();

drop function nexus.move_credits();

drop function nexus.refund_lots(nexus.credit_transactions);

drop function nexus.paid_booking(text);

drop function nexus.enter_credits();

delete from nexus.errors where sqlstate in ('NX010', 'NX011', 'NXC01', 'NXC02', 'NXC05', 'NXC06');
