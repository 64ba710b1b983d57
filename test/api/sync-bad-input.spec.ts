/** Whatever comes in: it closes with its code, nothing is stored by it, the process goes on, and memory comes back. */
import { connect as connectTcp, type Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import type { TestHouse } from '@purser/kit/testing/house';
import { SyncSockets } from '../../plugins/sync/backend/socket/sync-sockets.service.js';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aStore, connect, connectProbe, syncHouse, type TestStore } from '../support/sync-house.js';
import type { SyncSocket } from '../support/sync-socket.js';

const MIB = 1_048_576;

describe('bad input at the sync socket', () => {
  let house: TestHouse;
  let ada: TestPerson;
  let store: TestStore;
  const sockets: SyncSocket[] = [];

  beforeAll(async () => {
    house = await syncHouse({
      connectionsPerUser: 100,
      ticketsPerMinute: 10_000,
      maxEventBytes: 100_000,
      maxPulls: 3,
      framesPerSecond: 100,
      connectionsPerProcess: 400,
      maxPendingPushes: 4,
    });
    ada = await aCustomer(house);
    store = await aStore(house, ada);
  });
  afterAll(() => house?.close());
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.kill();
    // The process serves the next one as if nothing had been.
    const well = await connectProbe(house, store);
    expect(await well.pullFirst()).toMatchObject({ events: [] });
    well.kill();
    expect(await house.get<StoreLogs>(StoreLogs).get(store.storeId)).toMatchObject({ head: 0, events: 0, bytes: 0 });
  });

  const open = async (): Promise<SyncSocket> => {
    const socket = await connect(house, store, ada);
    sockets.push(socket);
    return socket;
  };
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const pushText = (args: string, seq = 1) =>
    `{"_tag":"Request","id":"5","tag":"SyncWsRpc.Push","payload":{"storeId":"${store.storeId}","batch":[{"name":"e","args":${args},"seqNum":${seq},"parentSeqNum":${seq - 1},"clientId":"c","sessionId":"s"}],"backendId":{"_tag":"None"}},"headers":[]}`;

  it('leaves a client alone that answers each of our frames, however many they are', async () => {
    const socket = await open();
    // 1,350 frames, where a thousand are too many; a third of them are Acks.
    for (let n = 0; n < 450; n += 1) {
      const requestId = socket.pull();
      await socket.until(() => socket.chunks[n]);
      socket.send(JSON.stringify({ _tag: 'Interrupt', requestId }));
    }
    expect(socket.isClosed).toBe(false);
  });

  it('breaks the socket of a client that speaks no WebSocket, and is no error of ours', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error');
    try {
      const socket = await open();
      // Reserved bits set: `ws` gives up on the connection.
      (socket.raw as unknown as { _socket: Socket })._socket.write(Buffer.from([0xf1, 0x80, 0, 0, 0, 0]));
      expect((await socket.closed).code).toBe(1002);
      const lost = await open();
      (lost.raw as unknown as { _socket: Socket })._socket.resetAndDestroy();
      await lost.closed;
      expect(logged).not.toHaveBeenCalled();
    } finally {
      logged.mockRestore();
    }
  });

  it.each<[string, (socket: SyncSocket) => void, string]>([
    ['a binary frame', (s) => s.send(Buffer.from('{"_tag":"Ping"}')), '1003 binary_frame'],
    ['no JSON', (s) => s.send('{"_tag":"Request"'), '1007 malformed_frame'],
    ['text that is no UTF-8', (s) => s.raw.send(Buffer.from([0xff, 0xfe]), { binary: false }), '1007 '],
    ['an unknown frame', (s) => s.send('{"_tag":"Hello"}'), '1002 protocol_error'],
    ['an unknown request', (s) => s.request('1', 'Truncate', {}), '1007 malformed_frame'],
    [
      'a push of another store',
      (s) => s.request('1', 'Push', { storeId: 'st-other', batch: [], backendId: { _tag: 'None' } }),
      '1008 wrong_store',
    ],
    ['a pull of another store', (s) => s.pull({ storeId: "x'; --" }), '1008 wrong_store'],
    ['a frame over a megabyte', (s) => s.send(pushText(`"${'x'.repeat(MIB)}"`)), '1009 '],
    ['an event over its limit', (s) => s.send(pushText(`"${'x'.repeat(100_001)}"`)), '1009 event_too_large'],
    ['more events than one push may hold', (s) => s.sendPush(0, Array(501).fill({})), '1009 batch_too_large'],
    ['a gap in the chain', (s) => s.sendPush(0, [{}, { seqNum: 3 }]), '1007 broken_chain'],
    ['a name PostgreSQL has no text for', (s) => s.sendPush(0, [{ name: 'a\u0000b' }]), '1007 unstorable_event'],
    ['args nested 201 deep', (s) => s.send(pushText(nested(201))), '1007 unstorable_event'],
    ['args nested 100,000 deep', (s) => s.send(pushText(nested(100_000))), '1007 unstorable_event'],
    ['a second Ack for one Chunk', (s) => s.ack(s.ack(s.pull())), '1002 protocol_error'],
    ['a request id twice', (s) => s.pull({ id: s.pull() }), '1002 protocol_error'],
    ['a fourth pull', (s) => Array.from({ length: 4 }, () => s.pull()), '4429 too_many_pulls'],
    [
      'a thousand frames at once',
      (s) => Array.from({ length: 1_010 }, () => s.send('{"_tag":"Ping"}')),
      '4429 too_fast',
    ],
  ])('%s closes the socket', async (_, act, expected) => {
    const socket = await open();
    socket.acks = false;
    act(socket);
    const { code, reason } = await socket.closed;
    expect(`${code} ${reason}`).toBe(expected);
  });

  it('takes an Ack and an Interrupt of a request that never was', async () => {
    const socket = await open();
    socket.ack('99');
    socket.send('{"_tag":"Interrupt","requestId":"98"}');
    socket.send('{"_tag":"Eof"}');
    expect(await socket.pullFirst()).toMatchObject({ events: [] });
  });

  it('stops reading from one who pushes faster than the database takes it, and loses nothing', async () => {
    const flooded = await aStore(house, ada);
    const socket = await connect(house, flooded, ada);
    sockets.push(socket);
    const ids = Array.from({ length: 300 }, (_, index) => socket.sendPush(index, [{ args: 'x'.repeat(1_000) }], null));
    const answers = await Promise.all(ids.map((id) => socket.exitOf(id)));
    expect(answers).toEqual(Array(300).fill('stored'));
  });

  it('answers what is no WebSocket at /sync like everything else', async () => {
    await house.request().get('/sync').expect(404);
    const raw = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connectTcp(Number(new URL(house.url).port), '127.0.0.1', () => socket.write(text));
        let answer = '';
        socket.on('data', (part) => {
          answer += part.toString();
        });
        socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
        socket.on('error', reject);
      });
    const upgrade = (path: string, more = '') =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}\r\n`;
    expect(await raw(upgrade('/sync'))).toBe('HTTP/1.1 400 Bad Request');
    expect(await raw(upgrade('/sync?storeId=%'))).toBe('HTTP/1.1 400 Bad Request');
    expect(await raw(upgrade(`/sync?${'x'.repeat(20_000)}`))).toMatch(/^HTTP\/1\.1 4\d\d/);
    expect(await raw('GET /sync HTTP/9.9\r\n\r\n')).toMatch(/^HTTP\/1\.1 (400|505)/);
  });

  it('gives up an upgrade whose client has gone, and keeps no row of it', async () => {
    const { ticket } = (
      await house
        .request()
        .post('/api/sync/tickets')
        .set('Authorization', ada.bearer)
        .send({ workspaceId: store.workspaceId })
    ).body;
    const query = new URLSearchParams({ storeId: store.storeId, transport: 'ws', payload: JSON.stringify({ ticket }) });
    await new Promise<void>((resolve) => {
      const socket = connectTcp(Number(new URL(house.url).port), '127.0.0.1', () => {
        socket.write(
          `GET /sync?${query} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
          () => socket.destroy(),
        );
        socket.on('close', () => resolve());
      });
    });
    await new Promise((resolve) => setTimeout(resolve, 3_600));
    expect(await house.dataSource.query('SELECT id FROM sync_connection WHERE user_id = $1', [ada.id])).toEqual([]);
  });

  it('takes as many sockets as it may, refuses what is over its limit, and gives the memory back', async () => {
    const { server } = house.get<SyncSockets>(SyncSockets);
    const opened: SyncSocket[] = [];
    const refused: number[] = [];
    const one = async (): Promise<void> => {
      try {
        const socket = await connectProbe(house, store);
        opened.push(socket);
        await socket.pullFirst();
      } catch (error) {
        refused.push((error as { status?: number }).status ?? 0);
      }
    };
    globalThis.gc?.();
    for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 100 }, one));
    expect(opened.length).toBe(400);
    expect(refused).toEqual(Array(100).fill(503));
    expect(server.connections.size).toBe(400);
    for (const socket of opened) socket.kill();
    await Promise.all(opened.map((socket) => socket.closed));
    await new Promise((resolve) => setTimeout(resolve, 3_600));
    expect(server.connections.size).toBe(0);
    expect(server.stores).toBe(0);
    expect(await house.dataSource.query('SELECT count(*)::int AS count FROM sync_connection')).toEqual([{ count: 0 }]);
  }, 60_000);
});
