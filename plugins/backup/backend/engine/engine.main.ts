/**
 * A process that does one thing with a large backup, and ends. In the house half a gigabyte of rows would have all of its
 * heap marked again for every 64 MB of them, and memory of the house is not memory of a backup.
 */
import './quick-start.js';
import { databaseAt } from '@purser/kit/backend/database';
import { connectForBackup } from '../export/backup-connection.js';
import { failureOf } from '../failure.js';
import type { BackupPart, OpenBackup } from '../format/open-backup.js';
import { ProgressMeter } from '../progress/progress-meter.js';
import type { BackupTarget } from '../target/backup-target.js';
import { openTarget } from '../target/open-target.js';
import type { Act, AnswerOf, Order, OrderOf, Said } from './engine-orders.js';

const TELLING_MS = 250;
/** Whoever gave the order ends this process when it wants no answer any more. */
const { signal } = new AbortController();

type Acts = { [A in Act]: (order: OrderOf<A>, target: BackupTarget, meter: ProgressMeter) => Promise<AnswerOf<A>> };

const acts: Acts = {
  async write(order, target, meter) {
    const [clients, { writeArchive }, { follow }] = await Promise.all([
      connected(order.connections, order.database),
      import('../export/write-archive.js'),
      import('../export/snapshot.js'),
    ]);
    try {
      await Promise.all(clients.map((client) => follow(client, order.snapshot)));
      return await writeArchive(order, { clients, target, signal, meter });
    } finally {
      // They have only read.
      void ended(clients);
    }
  },

  async verify({ parts }, target, meter) {
    const { verify } = await import('../run/verification.js');
    return await verify(await opened(target, parts), signal, meter);
  },

  async load({ parts, tables, schema, database }, target, meter) {
    const { loadSegments, stagingOptions } = await import('../restore/load-segments.js');
    const clients = await connected(2, database, stagingOptions(schema));
    try {
      return await loadSegments(clients, await opened(target, parts), tables, { signal, meter });
    } finally {
      await ended(clients);
    }
  },
};

/** What only reads a backup needs is not waited for by what writes one. */
async function opened(target: BackupTarget, parts: readonly BackupPart[]): Promise<OpenBackup> {
  const { openParts } = await import('../format/open-backup.js');
  return await openParts(target, parts);
}

async function connected(count: number, database: string, options?: string) {
  const address = databaseAt(database);
  return await Promise.all(Array.from({ length: count }, () => connectForBackup(address, options)));
}

async function ended(clients: Awaited<ReturnType<typeof connected>>): Promise<void> {
  await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
}

async function obey<A extends Act>(order: OrderOf<A>): Promise<void> {
  const meter = new ProgressMeter('exporting');
  const telling = setInterval(() => tell({ counted: meter.counted }), TELLING_MS);
  try {
    const target = await openTarget(order.target, (retried) => tell({ retried }));
    const answer = await acts[order.act](order, target, meter);
    await tell({ counted: meter.counted, answer });
  } catch (error) {
    const stack = error instanceof Error ? error.stack : undefined;
    await tell({ failure: { ...failureOf(error), stack } });
  } finally {
    clearInterval(telling);
    process.exit();
  }
}

function tell(said: Said): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(said, () => resolve());
  });
}

process.once('disconnect', () => process.exit(1));
process.once('message', (order: Order) => void obey(order));
