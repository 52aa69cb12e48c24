drop function nexus.correct_wallet_entry(integer, text);

drop function nexus.spend_wallet(text, text, integer);

drop function nexus.credit_pack(text, integer, text, text);

drop function nexus.debit_wallet(text, integer, text, text, text);

drop function nexus.credit_wallet(text, integer, text, text, text, integer);

drop function nexus.write_wallet(text, bigint, text, text, text, integer);

delete from nexus.errors where sqlstate in ('NXW02', 'NXW03', 'NXW04');
