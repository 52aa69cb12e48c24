-- depends: nexus-0156-keep-ingestions
--
-- Scores of an assessment add up: no domain has more points than there are or another percentage than they make, the domains
-- together have no more than the whole, and the whole no more than there is. An assessment that was not scored yet is {}; one
-- whose report was made has scores.
--
-- New and changed rows obey from now on; the next migration validates the rest. ACCESS EXCLUSIVE on bilans for an instant,
-- without a scan. Rewrites nothing, loses nothing.

set local role nexus_owner;

create function nexus.scores_add_up(scores jsonb) returns boolean
    language plpgsql
    immutable
    strict
    parallel safe
    security invoker
    set search_path = ''
as $$
declare
    total numeric;
    total_max numeric;
begin
    if scores = '{}' then
        return true;
    end if;
    total := scores ->> 'total';
    total_max := scores ->> 'totalMax';
    return jsonb_typeof(scores -> 'byDomain') = 'object'
        and total between 0 and total_max
        and not exists (
            select from jsonb_each(scores -> 'byDomain') as d (name, score)
            where ((score ->> 'points')::numeric between 0 and (score ->> 'max')::numeric
                   and (score ->> 'max')::numeric > 0
                   and abs((score ->> 'percent')::numeric - 100 * (score ->> 'points')::numeric / (score ->> 'max')::numeric) <= 1)
                  is not true
        )
        and (select coalesce(sum((score ->> 'points')::numeric), 0)
             from jsonb_each(scores -> 'byDomain') as d (name, score)) <= total;
exception
    when data_exception then
        return false;
end
$$;

comment on function nexus.scores_add_up(jsonb) is
    'Whether scores are {} or { total, totalMax, byDomain: { name: { points, max, percent } } } and agree with each other, '
    'percentages to one point. A check is built on it: it is never replaced.';

grant execute on function nexus.scores_add_up(jsonb) to nexus_app, nexus_user;

alter table nexus.bilans
    add constraint "bilans_qcmScores_add_up" check (nexus.scores_add_up("qcmScores") is true) not valid,
    add constraint "bilans_generated_is_scored" check ("generatedAt" is null or "qcmScores" <> '{}') not valid;
