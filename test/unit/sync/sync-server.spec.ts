import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Admission } from '../../../plugins/sync/backend/socket/admission.js';
import { SyncServer, type SyncServerParts } from '../../../plugins/sync/backend/socket/sync-server.js';
import { syncOptions } from '../../../plugins/sync/backend/sync.options.js';
import { SyncSocket, UpgradeRefused } from '../../support/sync-socket.js';

describe('the sync server', () => {
  it('turns away with its code who was being looked up when it was told to stop', async () => {
    let asked: () => void = () => undefined;
    let admit: (admission: Admission) => void = () => undefined;
    const authorising = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const abandoned: Admission[] = [];
    const server = new SyncServer({
      limits: syncOptions.parse({}),
      authorise: () => {
        asked();
        return new Promise((resolve) => {
          admit = resolve;
        });
      },
      observer: { refused: () => undefined, abandoned: (admission: Admission) => abandoned.push(admission) },
    } as unknown as SyncServerParts);
    const http = createServer().on('upgrade', (request, socket, head) => void server.upgrade(request, socket, head));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = http.address() as AddressInfo;
      const opening = SyncSocket.openUrl(`http://127.0.0.1:${port}/sync`, 'a store');
      await authorising;
      const stopped = server.stop();
      admit({} as Admission);
      await expect(opening).rejects.toThrow(UpgradeRefused);
      await expect(opening).rejects.toMatchObject({ status: 503, body: { code: 'sync_busy' } });
      await stopped;
      expect(abandoned).toHaveLength(1);
    } finally {
      await new Promise((resolve) => http.close(resolve));
    }
  });
});
