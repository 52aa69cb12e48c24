do $$
begin
    raise notice 'the numbers and balances stay until their columns are dropped, by the rollback of the migration that added them';
end
$$;
