drop function privacy.gaps();

drop function privacy.is_text(regtype);

drop function privacy.undescribe_table(regclass);

drop function privacy.describe_column(regclass, text, text, text, text, text, text, boolean, boolean);

drop function privacy.describe_link(regclass, text[], regclass, text[], text, boolean);

drop function privacy.describe_person(text, regclass, text, text);

drop function privacy.describe_table(regclass, interval, text);

drop function privacy.require_columns(regclass, text[]);

drop function privacy.name_of(regclass);

drop table privacy.columns;

drop table privacy.links;

drop table privacy.people;

drop table privacy.tables;

revoke usage on schema privacy from nexus_owner, shop_owner, learn_owner;

delete from platform.errors where sqlstate in ('PFP06');
