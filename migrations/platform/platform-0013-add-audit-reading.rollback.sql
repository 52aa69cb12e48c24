drop function audit.as_of(text, text, timestamptz);

drop function audit.history(text, text);
