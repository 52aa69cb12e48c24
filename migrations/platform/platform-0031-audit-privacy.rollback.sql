select privacy.undescribe_table('audit.log');

select audit.unwatch('privacy.rotations');
select audit.unwatch('privacy.holds');
select audit.unwatch('privacy.requests');
