import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rules of workspaces stand here, so that they hold on every path: a name is unique per owner, seats and owners are
 * counted by a trigger that locks the workspace's row, and a transaction that would leave no owner cannot commit.
 */
export class WorkspaceCreate1764000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE workspace (
        id uuid PRIMARY KEY,
        name text NOT NULL
          CONSTRAINT workspace_name_form CHECK (name = btrim(name) AND char_length(name) BETWEEN 1 AND 80),
        -- the name as it is compared: folded by the application, since lower() knows only ASCII in a C locale
        name_key text NOT NULL,
        -- the account whose quota and names it counts against; always one of its owners
        owner_id uuid NOT NULL REFERENCES auth_user (id),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        seat_limit integer CHECK (seat_limit > 0),
        member_count integer NOT NULL DEFAULT 0 CHECK (member_count >= 0),
        owner_count integer NOT NULL DEFAULT 0 CHECK (owner_count >= 0),
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        deleted_by uuid,
        purge_after timestamptz,
        CONSTRAINT workspace_seats CHECK (seat_limit IS NULL OR member_count <= seat_limit),
        CONSTRAINT workspace_deletion CHECK ((deleted_at IS NULL) = (purge_after IS NULL))
      );
      CREATE UNIQUE INDEX workspace_name_per_owner ON workspace (owner_id, name_key) WHERE deleted_at IS NULL;
      CREATE INDEX workspace_created ON workspace (created_at);
      CREATE INDEX workspace_purge ON workspace (purge_after) WHERE purge_after IS NOT NULL;

      -- one row per owner: locked while workspaces are counted, and the place of an operator's exception
      CREATE TABLE workspace_quota (
        owner_id uuid PRIMARY KEY REFERENCES auth_user (id) ON DELETE CASCADE,
        workspaces integer CHECK (workspaces >= 0)
      );

      CREATE TABLE workspace_membership (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES auth_user (id),
        role text NOT NULL CONSTRAINT workspace_membership_role CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT workspace_membership_person UNIQUE (workspace_id, user_id)
      );
      CREATE INDEX workspace_membership_page ON workspace_membership (workspace_id, id);
      CREATE INDEX workspace_membership_user ON workspace_membership (user_id);

      CREATE TABLE workspace_invitation (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        email text NOT NULL,
        -- the address as it is compared (SECURITY 21)
        email_key text NOT NULL CHECK (email_key = btrim(email_key) AND email_key <> ''),
        role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
        message text CHECK (char_length(message) <= 1000),
        -- SHA-256 of the token in the mail (SECURITY 1)
        token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
        state text NOT NULL DEFAULT 'pending'
          CHECK (state IN ('pending', 'accepted', 'declined', 'revoked', 'expired')),
        invited_by uuid NOT NULL REFERENCES auth_user (id),
        sent integer NOT NULL DEFAULT 1 CHECK (sent > 0),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        answered_at timestamptz,
        answered_by uuid REFERENCES auth_user (id),
        CONSTRAINT workspace_invitation_answer CHECK ((state = 'pending') = (answered_at IS NULL))
      );
      CREATE UNIQUE INDEX workspace_invitation_one_pending
        ON workspace_invitation (workspace_id, email_key) WHERE state = 'pending';
      CREATE INDEX workspace_invitation_address ON workspace_invitation (email_key);
      CREATE INDEX workspace_invitation_expiry ON workspace_invitation (expires_at) WHERE state = 'pending';
    `);
    await runner.query(`
      CREATE FUNCTION workspace_count_members() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND (NEW.workspace_id <> OLD.workspace_id OR NEW.user_id <> OLD.user_id) THEN
          RAISE EXCEPTION 'a membership keeps its workspace and its person';
        END IF;
        -- First the lock, then a statement of its own: its snapshot must see what the last holder committed.
        PERFORM 1 FROM workspace WHERE id = coalesce(NEW.workspace_id, OLD.workspace_id) FOR NO KEY UPDATE;
        UPDATE workspace w SET
          member_count = member_count
            + CASE TG_OP WHEN 'INSERT' THEN 1 WHEN 'DELETE' THEN -1 ELSE 0 END,
          owner_count = owner_count
            + CASE WHEN TG_OP <> 'DELETE' AND NEW.role = 'owner' THEN 1 ELSE 0 END
            - CASE WHEN TG_OP <> 'INSERT' AND OLD.role = 'owner' THEN 1 ELSE 0 END,
          -- When the owner it counts against stops being one, it passes to the owner who joined first.
          owner_id = CASE
            WHEN TG_OP <> 'INSERT' AND OLD.user_id = w.owner_id AND (TG_OP = 'DELETE' OR NEW.role <> 'owner')
            THEN coalesce(
              (SELECT m.user_id FROM workspace_membership m
               WHERE m.workspace_id = w.id AND m.role = 'owner' ORDER BY m.id LIMIT 1), w.owner_id)
            ELSE w.owner_id END
        WHERE id = coalesce(NEW.workspace_id, OLD.workspace_id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER workspace_membership_counted AFTER INSERT OR UPDATE OR DELETE ON workspace_membership
        FOR EACH ROW EXECUTE FUNCTION workspace_count_members();

      CREATE FUNCTION workspace_require_owner() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- The row is locked by this transaction since it changed, so what is read is what commits.
        IF EXISTS (SELECT 1 FROM workspace WHERE id = NEW.id AND (owner_count < 1 OR NOT EXISTS (
          SELECT 1 FROM workspace_membership m
          WHERE m.workspace_id = workspace.id AND m.user_id = workspace.owner_id AND m.role = 'owner'))) THEN
          RAISE EXCEPTION 'workspace % would have no owner', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'workspace_owner', TABLE = 'workspace';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER workspace_owner AFTER INSERT OR UPDATE OF owner_count, owner_id ON workspace
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION workspace_require_owner();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE workspace_invitation, workspace_membership, workspace_quota, workspace;
      DROP FUNCTION workspace_count_members();
      DROP FUNCTION workspace_require_owner();
    `);
  }
}
