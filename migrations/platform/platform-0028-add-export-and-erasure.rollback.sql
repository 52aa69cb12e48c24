drop function privacy.export(text);

drop function privacy.erase(text, boolean, boolean);

drop function privacy.scan(text[], text);

drop function privacy.words_of(text, text);

drop function privacy.changes(text, text, text[]);

drop function privacy.as_text(text, text, text, text);

drop function privacy.pattern_of(text[]);

drop function privacy.black_out(text, text);

drop function privacy.steps(text);

drop function privacy.kept_children(text, text);

drop function privacy.paired(privacy.links, text, text);

drop function privacy.belonging(text, text, text, boolean, integer, text, text[]);

delete from platform.errors where sqlstate in ('PFP03', 'PFP04');
