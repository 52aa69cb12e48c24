revoke execute on function
    learn.text_of(jsonb), learn.text_configuration(text), learn.search_document(text, text, text, text)
    from learn_app, learn_user;

drop function learn.search_document(text, text, text, text);

drop function learn.text_configuration(text);

drop function learn.text_of(jsonb);

drop text search configuration learn.english;

drop text search configuration learn.french;

drop text search dictionary learn.french_stop;
