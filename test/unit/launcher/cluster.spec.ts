import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startCluster } from '../../../launcher/postgres/cluster.js';
import { readPostmaster, runningPostmaster } from '../../../launcher/postgres/postmaster.js';
import { goneWithin } from '../../../launcher/processes.js';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'purser-cluster-'));
  const data = path.join(home, 'postgres');
  const options = { home, database: 'purser' };

  afterAll(async () => {
    const running = runningPostmaster(data);
    if (running) process.kill(running.pid, 'SIGQUIT');
    if (running) await goneWithin(running.pid, 5_000);
    rmSync(home, { recursive: true, force: true });
  });

  it('is made on the first start and stops', async () => {
    const cluster = await startCluster(options);
    expect(cluster.isNew).toBe(true);
    await ask(cluster.url, 'CREATE TABLE kept (what text)');
    await cluster.stop();
    expect(runningPostmaster(data)).toBeUndefined();
  });

  it('goes on with its data after SIGKILL', async () => {
    const cluster = await startCluster(options);
    expect(cluster.isNew).toBe(false);
    await ask(cluster.url, `INSERT INTO kept VALUES ('before the kill')`);
    const pid = readPostmaster(data)?.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    await goneWithin(pid, 5_000);
    const again = await startCluster(options);
    expect(await ask(again.url, 'SELECT what FROM kept')).toEqual([{ what: 'before the kill' }]);
    await again.stop();
  });

  it('takes over from a launcher that was killed and left it running', async () => {
    const left = await startCluster(options);
    const taken = await startCluster(options);
    expect(taken.url).not.toBe(left.url);
    expect(await ask(taken.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1 }]);
    await taken.stop();
  });

  it('is not misled by a process id that now belongs to somebody else', async () => {
    const cluster = await startCluster(options);
    const lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    await cluster.stop();
    writeFileSync(path.join(data, 'postmaster.pid'), [process.pid, ...lines.slice(1)].join('\n'));
    const again = await startCluster(options);
    expect(again.isNew).toBe(false);
    await again.stop();
  });
});
