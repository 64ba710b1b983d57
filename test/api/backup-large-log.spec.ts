import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { databaseOf } from '@purser/kit/backend/database';
import { ALL_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { BackupDatabase } from '../../plugins/backup/backend/export/backup-database.provider.js';
import { copyOut } from '../../plugins/backup/backend/export/copy-out.js';
import { DealtRows } from '../../plugins/backup/backend/export/dealt-rows.js';
import { readDeclaredTables } from '../../plugins/backup/backend/export/declared-tables.js';
import { Exporter, type ExportScope } from '../../plugins/backup/backend/export/exporter.js';
import { Pieces } from '../../plugins/backup/backend/export/pieces.js';
import { Snapshot } from '../../plugins/backup/backend/export/snapshot.js';
import { ArchiveReader } from '../../plugins/backup/backend/format/archive-reader.js';
import { ArchiveWriter } from '../../plugins/backup/backend/format/archive-writer.js';
import { bestCodec } from '../../plugins/backup/backend/format/codecs.js';
import type { Manifest } from '../../plugins/backup/backend/format/manifest.js';
import { BackupHouse } from '../support/backup-house.js';
import { aCustomer } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

/** A log larger than what is held at once, whose stores lie among each other, with rows larger than what comes at once. */
describe('a log too large to be held', () => {
  let b: BackupHouse;
  let stores: TestStore[];

  beforeAll(async () => {
    b = await BackupHouse.open();
    const ada = await aCustomer(b.house);
    stores = await Promise.all([0, 1, 2, 3, 4].map(() => aStore(b.house, ada)));
    const [, ...filled] = stores;
    await b.sql(
      `INSERT INTO sync_event (store_id, seq, size, created_at, name, client_id, session_id, args)
       SELECT store_id, n, 1, now(), E'tab\\there, line\\nhere, back\\\\slash, ü', 'c', 's',
              to_json((SELECT string_agg(md5(random()::text), E'\\t\\n')
                         FROM generate_series(1, CASE WHEN n % 100 = 0 THEN 12000 ELSE n % 600 + length(store_id) * 0 END)))
         FROM generate_series(1, 1200) n, unnest($1::text[]) store_id ORDER BY n`,
      [filled.map(({ storeId }) => storeId)],
    );
    await b.sql('UPDATE sync_store_log SET head = 1200, events = 1200 WHERE store_id = ANY ($1)', [
      filled.map(({ storeId }) => storeId),
    ]);
  });
  afterAll(() => b?.close());

  it.each([
    ['is dealt out as it lies', {}],
    ['is read in the order of its index', { mostOwners: 0 }],
  ] as [string, ExportScope][])('%s', async (_, scope) => {
    const reader = await exported(scope);
    for (const { workspaceId, storeId } of stores) {
      expect([storeId, digest(await rowsOf(reader, workspaceId))]).toEqual([storeId, digest(await rowsIn(storeId))]);
    }
  });

  it('is verified with every row', async () => {
    const run = await b.take();
    expect(run).toMatchObject({ state: 'verified' });
    const { manifest } = await b.openBackup(run.id);
    expect(manifest.tables.find(({ name }) => name === 'sync_event')).toMatchObject({ rows: 4 * 1200 });
  });

  it('of which a row names no owner fails its copy, and nothing else', async () => {
    const client = await b.house.get(BackupDatabase).connect();
    const dealer = new DealtRows(new Pieces(), async () => undefined);
    await expect(copyOut(client, { source: '(SELECT 1)', what: 'numbers', dealer })).rejects.toThrow(RangeError);
    await client.end();
  });

  async function exported(scope: ExportScope): Promise<ArchiveReader> {
    const snapshot = await Snapshot.open(b.house.get(BackupDatabase), 2);
    const tables = await readDeclaredTables(snapshot.lead, b.house.get<HousePlugins>(ALL_PLUGINS));
    const dataKey = { key: randomBytes(32), prefix: randomBytes(3) };
    const [id, out] = [randomUUID(), new PassThrough()];
    const parts: Buffer[] = [];
    out.on('data', (part: Buffer) => parts.push(part));
    const writer = new ArchiveWriter(id, dataKey, await bestCodec(), out);
    await new Exporter(snapshot.clients, tables, writer, new AbortController().signal, scope).run();
    const { sha256, index } = await writer.finish();
    out.end();
    await once(out, 'end');
    await snapshot.done();
    const archive = Buffer.concat(parts);
    const manifest = { id, index, archive: { sha256 } } as Manifest;
    return await ArchiveReader.open(manifest, dataKey, async (at, length) => archive.subarray(at, at + length));
  }

  async function rowsOf(reader: ArchiveReader, workspaceId: string): Promise<string[]> {
    const entry = reader.segmentOf(workspaceId);
    if (!entry) throw new Error('The workspace has no segment.');
    for await (const { table, rows, text } of reader.sections(entry)) {
      const parts: Buffer[] = [];
      for await (const part of text) parts.push(part);
      const lines = Buffer.concat(parts).toString().split('\n').slice(0, -1);
      if (table === 'sync_event') {
        expect(lines).toHaveLength(rows);
        return lines;
      }
    }
    throw new Error('The segment has no events.');
  }

  /** As the database's own copy has them. */
  async function rowsIn(storeId: string): Promise<string[]> {
    const client = new pg.Client({ ...databaseOf(b.house.dataSource) });
    await client.connect();
    try {
      const parts: Buffer[] = [];
      const copy = client.query(
        copyStreams.to(`COPY (SELECT * FROM sync_event WHERE store_id = '${storeId}' ORDER BY seq) TO STDOUT`),
      );
      for await (const part of copy) parts.push(part as Buffer);
      return Buffer.concat(parts).toString().split('\n').slice(0, -1);
    } finally {
      await client.end();
    }
  }
});

/** Of rows in whatever order. */
function digest(rows: string[]): string {
  return createHash('sha256').update(rows.sort().join('\n')).digest('hex');
}
