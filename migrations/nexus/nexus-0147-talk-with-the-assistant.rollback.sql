set local role nexus_owner;

drop function nexus.aria_recall(
    text, extensions.vector, integer, nexus."MemoryKind"[], double precision, interval, text
);
drop function nexus.aria_remember(text, nexus."MemoryKind", text, extensions.vector, jsonb, text);
drop function nexus.aria_judge(text, boolean);
drop function nexus.aria_answer(text, text);
drop function nexus.aria_ask(text, nexus."Subject", text, text);

delete from nexus.errors where sqlstate = 'NXA05';
