drop function learn.revoke_certificate(uuid, text);

drop function learn.verify_certificate(text);

drop function learn.issue_certificate(uuid);

drop function learn.new_verification_code();

delete from learn.errors where sqlstate in ('LNT01', 'LNT02');
