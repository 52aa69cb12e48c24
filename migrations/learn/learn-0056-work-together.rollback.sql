set local role learn_owner;

select platform.withdraw_check('learn', 'sessions_are_not_overcrowded');
select platform.withdraw_check('learn', 'operations_have_no_gap');

revoke execute on function
    learn.expire_sessions(integer), learn.take_snapshot(uuid)
    from learn_app;

revoke execute on function
    learn.open_session(text, text, text, text, uuid, integer, text, interval), learn.join_session(uuid),
    learn.leave_session(uuid), learn.invite_to_session(uuid, uuid, text), learn.remove_participant(uuid, uuid),
    learn.end_session(uuid, text), learn.show_presence(uuid, jsonb),
    learn.append_operation(uuid, text, integer, text, integer, bigint), learn.operations_since(uuid, bigint, integer),
    learn.document_of(uuid, bigint)
    from learn_app, learn_user;

drop function learn.expire_sessions(integer);

drop function learn.document_of(uuid, bigint);

drop function learn.operations_since(uuid, bigint, integer);

drop function learn.require_reader(uuid);

drop function learn.append_operation(uuid, text, integer, text, integer, bigint);

drop function learn.shift(int4multirange, integer);

drop function learn.take_snapshot(uuid);

drop function learn.replay(uuid, bigint);

drop function learn.show_presence(uuid, jsonb);

drop function learn.end_session(uuid, text);

drop function learn.remove_participant(uuid, uuid);

drop function learn.require_session_owner(uuid);

drop function learn.invite_to_session(uuid, uuid, text);

drop function learn.leave_session(uuid);

drop function learn.join_session(uuid);

drop function learn.open_session(text, text, text, text, uuid, integer, text, interval);

drop function learn.hold_session(uuid, text[]);

drop trigger keep_room on learn.session_participants;

drop function learn.keep_room();

drop trigger number_operation on learn.session_operations;

drop function learn.number_operation();

drop trigger set_document_length on learn.collaboration_sessions;

drop function learn.set_document_length();

drop function learn.require_lesson(uuid);

delete from learn.errors where sqlstate in ('LN006', 'LNS01', 'LNS02', 'LNS03', 'LNS04', 'LNS05', 'LNS06', 'LNS07', 'LNS08');
