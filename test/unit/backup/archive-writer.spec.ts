import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { ArchiveWriter } from '../../../plugins/backup/backend/format/archive-writer.js';
import { bestCodec } from '../../../plugins/backup/backend/format/codecs.js';

describe('an archive that is written faster than its target takes it', () => {
  const dataKey = { key: Buffer.alloc(32, 7), prefix: Buffer.alloc(4, 7) };
  const slow = () =>
    new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => void turn().then(() => done()) });

  it('waits once for each of a thousand workspaces, and leaves no listener behind', async () => {
    const out = slow();
    const writer = new ArchiveWriter('01890000-0000-7000-8000-000000000000', dataKey, await bestCodec(), out);
    await writer.begin();
    const listeners = () => out.eventNames().reduce((sum, name) => sum + out.listenerCount(name), 0);
    const atFirst = listeners();
    for (let number = 1; number <= 1_000; number += 1) {
      const segment = writer.segment(number, `workspace ${number}`);
      await segment.write(Buffer.from(`row of ${number}\n`));
      await segment.end({});
    }
    expect(listeners()).toBe(atFirst);
  });

  it('ends when the target is gone while it waits', async () => {
    const out = new Writable({ highWaterMark: 1, write: () => undefined });
    const writer = new ArchiveWriter('01890000-0000-7000-8000-000000000000', dataKey, await bestCodec(), out);
    const beginning = writer.begin();
    out.destroy();
    await expect(beginning).rejects.toThrow('The archive was closed before it was complete.');
  });
});
