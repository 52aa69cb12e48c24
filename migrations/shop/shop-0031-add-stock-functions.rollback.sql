select privacy.undescribe_table('shop.stock_adjustments');

drop function shop.stock_at(uuid, timestamptz, uuid);

drop function shop.adjust_stock(text, uuid, text, integer, integer, uuid, text, text);

drop function shop.receive_stock(uuid, integer, uuid);

drop function shop.change_stock(uuid, uuid, integer, text, uuid);

drop function shop.require_unit(uuid, uuid);

drop table shop.stock_adjustments;

delete from shop.errors where sqlstate in ('SHS01', 'SHS02');
