import type { BackupProgress, BackupRecordEvent } from '../../plugins/backup/records.js';
import { BackupHouse } from '../support/backup-house.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { type EventReader, type ReadEvent, readEvents } from '../support/read-events.js';
import { aStore, type TestStore } from '../support/sync-house.js';

/** Of a record as the console gets it. */
interface Seen {
  readonly state: string;
  readonly progress?: BackupProgress | null;
}

describe('progress of backups, restores and drills', () => {
  let b: BackupHouse;
  let owner: TestPerson;
  let store: TestStore;
  let reader: EventReader;

  beforeAll(async () => {
    // What shows progress once a second shows it six times a second here.
    b = await BackupHouse.open({ leaseMs: 500 });
    owner = await anOperator(b.house);
    store = await aStore(b.house, await aCustomer(b.house));
    const args = JSON.stringify({ text: 'x'.repeat(200) });
    await b.push(
      store,
      Array.from({ length: 20_000 }, () => ({ name: 'e', args })),
    );
    await b.sql('ANALYZE');
    reader = await readEvents(`${b.house.url}/api/console/backup-events`, owner.bearer);
    await reader.until(({ type }) => type === 'resync');
  });
  afterAll(async () => {
    reader?.close();
    await b?.close();
  });

  const records = (resource: string, id: string) =>
    reader.events
      .filter(({ type }) => type === 'record')
      .map(({ data }) => data as BackupRecordEvent & { readonly record: Seen })
      .filter((event) => event.resource === resource && event.record.id === id)
      .map(({ record }) => record);
  const until = (resource: string, id: string, state: string) =>
    reader.until(({ type, data }: ReadEvent) => {
      const event = data as BackupRecordEvent;
      return type === 'record' && event.resource === resource && event.record.id === id && event.record.state === state;
    });

  it('comes of itself: rows and bytes of each table, of how many, first written and then read back', async () => {
    const run = await b.take();
    await until('backups', run.id, 'verified');
    const seen = records('backups', run.id);
    const of = (phase: string) => seen.filter(({ progress }) => progress?.phase === phase).at(-1)?.progress;
    const events = { name: 'sync_event', rows: 20_000, of: 20_000, rawBytes: expect.any(Number) };
    expect(of('exporting')?.tables).toEqual(expect.arrayContaining([events]));
    expect(of('verifying')).toMatchObject({ rows: run.rows, of: run.rows, tables: expect.arrayContaining([events]) });
    // It is seen while it goes on, not only at its end.
    const rows = seen.flatMap(({ progress }) => (progress?.phase === 'verifying' ? [progress.rows] : []));
    expect(rows).toEqual([...rows].sort((one, other) => one - other));
    expect(seen.filter(({ state }) => state === 'running').length).toBeGreaterThanOrEqual(2);
  });

  it('comes of restores and drills as well', async () => {
    const run = await b.take();
    const ask = (verb: string, body: object) =>
      b.house.request().post(`/api/console/backups/${run.id}/${verb}`).set('Authorization', owner.bearer).send(body);
    const { body } = await ask('restore', { mode: 'copy', workspaceId: store.workspaceId, reason: 'a test' }).expect(
      201,
    );
    await ask('drill', { workspaces: 1 }).expect(202);
    expect((await b.house.runJobs()).failed).toEqual([]);
    await until('restores', body.id, 'succeeded');
    const [drill] = await b.sql(`SELECT id FROM backup_restore WHERE mode = 'drill'`);
    await until('drills', drill.id, 'succeeded');
    for (const seen of [records('restores', body.id), records('drills', drill.id)]) {
      expect(seen.map(({ state }) => state)).toEqual(expect.arrayContaining(['running', 'succeeded']));
      expect(seen.some(({ progress }) => progress?.phase === 'loading')).toBe(true);
    }
  });

  it('is for who may read backups, and ends when they may not any more', async () => {
    const url = `${b.house.url}/api/console/backup-events`;
    const customer = await aCustomer(b.house);
    expect((await fetch(url, { headers: { authorization: customer.bearer } })).status).toBe(401);
    const auditor = await anOperator(b.house, ['auditor']);
    const theirs = await readEvents(url, auditor.bearer);
    await theirs.until(({ type }) => type === 'resync');
    await b.sql('DELETE FROM auth_operator_role WHERE operator_id = $1', [auditor.id]);
    await b.ask({ key: 'something happens' });
    await theirs.ended;
    expect(theirs.events.filter(({ type }) => type === 'record')).toEqual([]);
  });
});
