import { ConnectionRegistry } from '../../../plugins/sync/backend/connection/connection-registry.service.js';
import type { SyncDatabase } from '../../../plugins/sync/backend/store-log/sync-database.provider.js';

describe('the registry of connections', () => {
  it('takes a row away later when the database does not answer now', async () => {
    const asked: unknown[] = [];
    let answers = false;
    const query = async (_text: string, [ids]: [string[]]) => {
      asked.push([...ids]);
      if (!answers) throw new Error('Connection terminated');
      return { rows: [] };
    };
    const registry = new ConnectionRegistry({ pool: { query } } as unknown as SyncDatabase);
    registry.forget('a');
    await expect(registry.flush()).rejects.toThrow('Connection terminated');
    registry.forget('b');
    answers = true;
    await registry.flush();
    await registry.flush();
    expect(asked.map((ids) => (ids as string[]).sort())).toEqual([['a'], ['a', 'b']]);
  });
});
