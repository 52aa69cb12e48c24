drop table shop.leads;
