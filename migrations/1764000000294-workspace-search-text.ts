import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What workspaces are searched by stands in one text of their own row: a word of a few owners among a million people is
 * found by one index, instead of by a look at the owner of each workspace.
 */
export class WorkspaceSearchText1764000000294 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION workspace_search_text(workspace_name text, owner uuid) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT coalesce(
          (SELECT concat_ws(E'\\n', workspace_name, u.email, u.name) FROM auth_user u WHERE u.id = owner), workspace_name)
      $$;
      CREATE FUNCTION workspace_write_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND NEW.owner_id = OLD.owner_id THEN
          -- Who renames a workspace waits for nobody who changes its owner's account.
          NEW.search_text := NEW.name || substr(OLD.search_text, char_length(OLD.name) + 1);
        ELSE
          -- The lock that the reference to the owner takes a moment later: whoever changes the account comes before or after.
          PERFORM 1 FROM auth_user WHERE id = NEW.owner_id FOR KEY SHARE;
          NEW.search_text := workspace_search_text(NEW.name, NEW.owner_id);
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`ALTER TABLE workspace ADD COLUMN search_text text NOT NULL DEFAULT ''`);
    await runner.query('UPDATE workspace SET search_text = workspace_search_text(name, owner_id)');
    const [{ trigrams }]: [{ trigrams: string }] = await runner.query(findTrigrams);
    await runner.query(`
      CREATE INDEX workspace_search_text ON workspace
        USING gin (search_text ${trigrams}) WITH (fastupdate = off);
      CREATE TRIGGER workspace_searched_when_made BEFORE INSERT ON workspace
        FOR EACH ROW EXECUTE FUNCTION workspace_write_search_text();
      CREATE TRIGGER workspace_searched_when_changed BEFORE UPDATE ON workspace
        FOR EACH ROW WHEN (NEW.name <> OLD.name OR NEW.owner_id <> OLD.owner_id)
        EXECUTE FUNCTION workspace_write_search_text()`);
    // Searches know how frequent words are from the first one on.
    await runner.query('ANALYZE workspace');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER workspace_searched_when_made ON workspace;
      DROP TRIGGER workspace_searched_when_changed ON workspace;
      DROP INDEX workspace_search_text;
      ALTER TABLE workspace DROP COLUMN search_text;
      DROP FUNCTION workspace_write_search_text();
      DROP FUNCTION workspace_search_text(text, uuid)`);
  }
}

/** The operator class, wherever the extension stands: in a schema of its own, or where an administrator put it. */
const findTrigrams = `
  SELECT quote_ident(n.nspname) || '.gin_trgm_ops' AS trigrams
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'`;
