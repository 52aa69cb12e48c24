-- depends: nexus-0135-mend-wallet-references
--
-- The reason of a rejection has the name of a column of the request: the server took it for ambiguous and refused every
-- rejection. It is the argument.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create or replace function nexus.reject_credit_request(request_id text, reason text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE');
    request nexus.credit_requests;
begin
    if reason is null or reason !~ '\S' or length(reason) > 500 then
        raise exception 'request % was to be refused with a reason of % characters',
            quote_nullable(request_id), coalesce(length(reason), 0)
            using errcode = 'NXC07',
                  hint = 'Give one of 1 to 500 characters.';
    end if;
    request := nexus.take_credit_request(request_id);
    update nexus.credit_requests as r
    set status = 'REJECTED', "decidedBy" = actor, "decidedAt" = now(), "rejectionReason" = reject_credit_request.reason
    where r.id = request.id;
    perform nexus.answer_credit_request(request, 'Demande refusée');
end
$$;
