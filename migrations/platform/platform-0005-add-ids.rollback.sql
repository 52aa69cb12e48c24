drop function platform.new_text_id();

drop function platform.new_uuid();
