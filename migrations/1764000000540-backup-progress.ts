import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every screen that shows a run, a restore or a drill hears of it as it commits, whichever process or statement wrote it. */
export class BackupProgress1764000000540 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION backup_tell_progress() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('backup_progress', TG_TABLE_NAME || ' ' || NEW.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER backup_run_told AFTER INSERT OR UPDATE ON backup_run
        FOR EACH ROW EXECUTE FUNCTION backup_tell_progress();
      CREATE TRIGGER backup_restore_told AFTER INSERT OR UPDATE ON backup_restore
        FOR EACH ROW EXECUTE FUNCTION backup_tell_progress();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER backup_run_told ON backup_run;
      DROP TRIGGER backup_restore_told ON backup_restore;
      DROP FUNCTION backup_tell_progress();
    `);
  }
}
