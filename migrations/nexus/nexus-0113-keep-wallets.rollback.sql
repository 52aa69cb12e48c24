drop trigger keep_balance on nexus.credit_wallets;

drop trigger keep_balance_from_the_start on nexus.credit_wallets;

drop trigger move_wallet on nexus.credit_tx;

drop trigger keep_whole on nexus.credit_tx;

drop trigger keep_journal on nexus.credit_tx;

drop trigger enter_wallet on nexus.credit_tx;

drop function nexus.keep_balance();

drop function nexus.keep_wallet_journal();

drop function nexus.move_wallet();

drop function nexus.enter_wallet();

delete from nexus.errors where sqlstate in ('NXW01', 'NXW05');
