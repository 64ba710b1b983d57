import { tsImport } from 'tsx/esm/api';

/** One throw-away PostgreSQL for the whole run; `PURSER_TEST_DATABASE_URL` given = that server is used. */
export default async function globalSetup() {
  if (process.env.PURSER_TEST_DATABASE_URL) return;
  const { startScratchPostgres } = await tsImport('../../launcher/postgres/scratch.ts', import.meta.url);
  const scratch = await startScratchPostgres();
  process.env.PURSER_TEST_DATABASE_URL = scratch.url;
  globalThis.purserScratchPostgres = scratch;
}
