drop function privacy.undescribe_column(regclass, text);
