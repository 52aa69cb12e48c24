do $$
begin
    raise notice 'the words stay until their column is dropped, by the rollback of the migration that added it';
end
$$;
