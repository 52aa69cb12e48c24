revoke execute on function
    learn.send_message(uuid, text, text, uuid, jsonb), learn.edit_message(uuid, text), learn.delete_message(uuid),
    learn.react(uuid, text), learn.unreact(uuid, text)
    from learn_app, learn_user;

drop function learn.unreact(uuid, text);

drop function learn.react(uuid, text);

drop function learn.delete_message(uuid);

drop function learn.edit_message(uuid, text);

drop function learn.hold_message(uuid);

drop function learn.send_message(uuid, text, text, uuid, jsonb);
