/** The built product as a process of its own, told by its parent what to do; nothing but the product weighs in it. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { insertEvents } from './events.mjs';

const dist = (file) => import(pathToFileURL(path.resolve(import.meta.dirname, '../../../dist', file)).href);
const from = async (file, name) => (await dist(file))[name];

const { readEnv } = await dist('backend/env.js');
const { assemble } = await dist('backend/assemble.js');
const { bootHouse } = await dist('backend/boot.js');
const { plugins } = await dist('backend/plugins.js');
const { configOf } = await dist('backend/settings/config-of-env.js');
const { createLogger } = await dist('backend/http/logger.js');
const { DataSource } = await import('typeorm');

const env = readEnv();
const app = await bootHouse(assemble(plugins(env)), configOf(env, 'web'), { logger: createLogger('error', 2) });
const backup = 'plugins/backup/backend';
const get = async (file, name) => app.get(await from(file, name), { strict: false });
const runs = await get(`${backup}/run/backup-runs.service.js`, 'BackupRuns');
const work = await get(`${backup}/run/backup-work.service.js`, 'BackupWork');
const stored = await get(`${backup}/run/stored-backups.service.js`, 'StoredBackups');
const targets = await get(`${backup}/target/backup-targets.service.js`, 'BackupTargets');
const restores = await get(`${backup}/restore/workspace-restore.service.js`, 'WorkspaceRestores');
const databases = await get(`${backup}/restore/database-restore.service.js`, 'DatabaseRestores');
const dataSource = app.get(DataSource);
const never = new AbortController().signal;

/** A run as a worker does it: claimed, exported, uploaded, its manifest written; verified only when that is asked for. */
async function take({ workspaceId, verifies }) {
  const id = await dataSource.transaction((tx) =>
    runs.request(tx, { workspaceId, verifies, trigger: 'manual', by: 'system' }, { queued: false }),
  );
  await work.work(id, never);
  const run = await runs.get(id);
  if (run.errorCode) throw new Error(`${run.errorCode}: ${run.error}`);
  return { id, bytes: run.bytes, rows: run.rows };
}

const acts = {
  async seed({ workspaces, events }) {
    const service = await get('plugins/workspace/backend/workspace/workspaces.service.js', 'Workspaces');
    const logs = await get('plugins/sync/backend/store-log/store-logs.service.js', 'StoreLogs');
    for (let each = 0; each < workspaces; each += 1) {
      const userId = randomUUID();
      await dataSource.transaction(async (tx) => {
        await tx.query(
          `INSERT INTO auth_user (id, email, email_key, name, locale, confirmed_at, created_at, updated_at)
           VALUES ($1, $2, $2, 'Ada', 'en', now(), now(), now())`,
          [userId, `ada-${userId}@bench.example`],
        );
        const workspaceId = await service.create(tx, { name: `Bench ${each}`, ownerId: userId, by: 'system' });
        await logs.create(tx, { storeId: `st-${randomUUID()}`, workspaceId });
      });
    }
    const per = Math.round(events / workspaces);
    await dataSource.query(insertEvents, [per]);
    await dataSource.query(`
      UPDATE sync_store_log l SET head = e.count, events = e.count, bytes = e.bytes
        FROM (SELECT store_id, count(*) AS count, sum(size) AS bytes FROM sync_event GROUP BY store_id) e WHERE e.store_id = l.store_id`);
    await dataSource.query('VACUUM ANALYZE');
    return { events: per * workspaces };
  },
  full: () => take({ verifies: false }),
  verified: () => take({ verifies: true }),
  async exports({ count }) {
    const found = await dataSource.query('SELECT id FROM workspace ORDER BY md5(id::text) LIMIT $1', [count]);
    return await timed(found, ({ id }) => take({ workspaceId: id, verifies: false }));
  },
  async copies({ backupId, count }) {
    const found = await dataSource.query('SELECT id FROM workspace ORDER BY md5(id::text) LIMIT $1', [count]);
    const opened = await stored.open(targets.first, backupId);
    return await timed(found, ({ id }) =>
      restores.copy(opened, { workspaceId: id, dryRun: false, label: randomUUID().slice(0, 13), signal: never }),
    );
  },
  async everything({ backupId }) {
    const opened = await stored.open(targets.first, backupId);
    return await databases.restore(opened, { drill: true, signal: never });
  },
};

async function timed(items, act) {
  const ms = [];
  for (const item of items) {
    const startedAt = performance.now();
    await act(item);
    ms.push(performance.now() - startedAt);
  }
  return { ms };
}

process.on('message', async ({ act, ...options }) => {
  const startedAt = performance.now();
  try {
    const answer = await acts[act](options);
    process.send({ seconds: (performance.now() - startedAt) / 1000, ...answer });
  } catch (error) {
    process.send({ failed: error.stack });
  }
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true });
