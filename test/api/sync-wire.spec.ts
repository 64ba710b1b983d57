import type { TestHouse } from '@purser/kit/testing/house';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aStore, connect, syncHouse, type TestStore } from '../support/sync-house.js';
import { SyncSocket } from '../support/sync-socket.js';

describe('the sync socket', () => {
  let house: TestHouse;
  let ada: TestPerson;
  let store: TestStore;
  const sockets: SyncSocket[] = [];

  const open = async (): Promise<SyncSocket> => {
    const socket = await connect(house, store, ada);
    sockets.push(socket);
    return socket;
  };
  const many = (count: number) => Array.from({ length: count }, () => ({}));
  const logOf = () => house.get<StoreLogs>(StoreLogs).get(store.storeId);

  beforeAll(async () => {
    house = await syncHouse({ pageEvents: 50, pullWindow: 4 });
    ada = await aCustomer(house);
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    store = await aStore(house, ada);
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.kill();
  });

  it('answers every ping', async () => {
    const socket = await open();
    for (let sent = 0; sent < 3; sent += 1) socket.send('{"_tag":"Ping"}');
    await socket.until(() => socket.frames.length === 3 || undefined);
    expect(socket.frames).toEqual(Array(3).fill('{"_tag":"Pong"}'));
  });

  it('answers a pull of an empty log at once, with the backend id', async () => {
    const socket = await open();
    expect(await socket.pullFirst()).toEqual({
      requestId: '1',
      events: [],
      pageInfo: { _tag: 'NoMore' },
      backendId: store.backendId,
    });
    expect(socket.frames).toHaveLength(1);
  });

  it('sends a pusher its own events, and everyone else too', async () => {
    const [pusher, reader] = [await open(), await open()];
    await pusher.pullFirst();
    await reader.pullFirst();
    expect(await pusher.push(0, [{ args: { a: 1 } }, { args: { a: 2 } }])).toBe('stored');
    await Promise.all([pusher.has(2), reader.has(2)]);
    for (const socket of [pusher, reader]) {
      expect(socket.chunks.at(-1)).toMatchObject({
        events: [
          { seqNum: 1, parentSeqNum: 0, name: 'v1.Noted', args: { a: 1 }, clientId: 'c-test', sessionId: 's-test' },
          { seqNum: 2, parentSeqNum: 1, args: { a: 2 } },
        ],
        pageInfo: { _tag: 'NoMore' },
        backendId: store.backendId,
      });
      expect(socket.frames.at(-1)).toMatch(
        /"metadata":\{"_tag":"Some","value":\{"_tag":"SyncMessage.SyncMetadata","createdAt":"\d{4}-[\dT:.-]+Z"\}\}/,
      );
    }
  });

  it('keeps the bytes of args through the database, live and in history', async () => {
    const texts = [
      '{"a":"\\u0000 \\ud800 \\uDBFF","n":1e400}',
      '[ 1.0,\t2 ]',
      '"x\\/y"',
      '123456789012345678901234567890',
      '{"2":1,"1":2,"2":3}',
    ];
    const [pusher, live] = [await open(), await open()];
    await pusher.pullFirst();
    await live.pullFirst();
    const events = texts.map(
      (args, index) =>
        `{"name":"e","args":${args},"seqNum":${index + 1},"parentSeqNum":${index},"clientId":"c","sessionId":"s"}`,
    );
    pusher.send(
      `{"_tag":"Request","id":"9","tag":"SyncWsRpc.Push","payload":{"storeId":"${store.storeId}","batch":[${events.join(',')}],"backendId":{"_tag":"Some","value":"${store.backendId}"}},"headers":[]}`,
    );
    expect(await pusher.exitOf('9')).toBe('stored');
    await live.has(texts.length);
    const later = await open();
    await later.pullFirst();
    for (const frame of [live.frames.at(-1), later.frames[0]]) {
      for (const text of texts) expect(frame).toContain(`"args":${text},"seqNum"`);
    }
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(await logOf()).toMatchObject({ head: 5, events: 5, bytes });
  });

  it('pages history with what remains, then goes on live', async () => {
    const writer = await open();
    await writer.pullFirst();
    for (let head = 0; head < 120; head += 40) expect(await writer.push(head, many(40))).toBe('stored');
    const reader = await open();
    reader.pull();
    await reader.has(120);
    expect(reader.chunks.map((chunk) => [chunk.events.length, chunk.pageInfo])).toEqual([
      [50, { _tag: 'MoreKnown', remaining: 70 }],
      [50, { _tag: 'MoreKnown', remaining: 20 }],
      [20, { _tag: 'NoMore' }],
    ]);
    await writer.push(120);
    await reader.has(121);
    expect(reader.seqs).toEqual(Array.from({ length: 121 }, (_, index) => index + 1));
  });

  it('ends a pull that is not live when it has told all', async () => {
    const socket = await open();
    await socket.push(0, many(60), null);
    const id = socket.pull({ live: false, after: 5, backendId: store.backendId });
    expect(await socket.exitOf(id)).toBe('stored');
    expect(socket.seqs).toEqual(Array.from({ length: 55 }, (_, index) => index + 6));
    await socket.push(60, [{}]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(socket.seqs.at(-1)).toBe(60);
  });

  it('pulls only what follows the cursor', async () => {
    const socket = await open();
    await socket.push(0, many(3), null);
    expect(await socket.pullFirst({ after: 3, backendId: store.backendId })).toMatchObject({
      events: [],
      pageInfo: { _tag: 'NoMore' },
    });
    expect(await socket.pullFirst({ after: 2, backendId: store.backendId })).toMatchObject({ events: [{ seqNum: 3 }] });
  });

  it('sends no more than the window without an Ack, and goes on with the first one', async () => {
    const writer = await open();
    await writer.push(0, many(400), null);
    const slow = await open();
    slow.acks = false;
    const id = slow.pull();
    await slow.has(200);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(slow.chunks).toHaveLength(4);
    // What is pushed meanwhile waits in the log, not in memory.
    await writer.push(400);
    slow.ack(id);
    await slow.has(250);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(slow.chunks).toHaveLength(5);
    slow.acks = true;
    for (let acked = 0; acked < 4; acked += 1) slow.ack(id);
    await slow.has(401);
    expect(slow.seqs).toEqual(Array.from({ length: 401 }, (_, index) => index + 1));
  });

  it('stops a pull on Interrupt, and takes an Ack that comes late', async () => {
    const socket = await open();
    const { requestId } = await socket.pullFirst();
    socket.send(JSON.stringify({ _tag: 'Interrupt', requestId }));
    await socket.push(0, [{}], null);
    socket.ack(requestId);
    socket.send('{"_tag":"Ping"}');
    await socket.until(() => socket.frames.at(-1) === '{"_tag":"Pong"}' || undefined);
    expect(socket.seqs).toEqual([]);
  });

  it('says how far it is to a pusher that is behind, and brings it up to date', async () => {
    const [first, second] = [await open(), await open()];
    await first.pullFirst();
    await second.pullFirst();
    expect(await first.push(0, many(2))).toBe('stored');
    expect(await second.push(0)).toEqual({ _tag: 'ServerAheadError', minimumExpectedNum: 2, providedNum: 0 });
    await second.has(2);
    expect(await second.push(7)).toEqual({ _tag: 'ServerAheadError', minimumExpectedNum: 2, providedNum: 7 });
    expect(await second.push(2)).toBe('stored');
    await first.has(3);
    expect(await logOf()).toMatchObject({ head: 3, events: 3 });
  });

  it('stores one of twenty pushes at once, whole, and lets the others come again', async () => {
    const pushers = await Promise.all(Array.from({ length: 20 }, open));
    await Promise.all(pushers.map((socket) => socket.pullFirst()));
    const answers = await Promise.all(pushers.map((socket) => socket.push(0, many(3))));
    expect(answers.filter((answer) => answer === 'stored')).toHaveLength(1);
    for (const answer of answers) {
      if (answer !== 'stored')
        expect(answer).toEqual({ _tag: 'ServerAheadError', minimumExpectedNum: 3, providedNum: 0 });
    }
    await Promise.all(pushers.map((socket) => socket.has(3)));
    expect(await logOf()).toMatchObject({ head: 3 });
  });

  it('tells a device with a copy of another log so, for pull and push', async () => {
    const socket = await open();
    await socket.push(0, many(2), null);
    const mismatch = { _tag: 'BackendIdMismatchError', expected: store.backendId };
    expect(await socket.exitOf(socket.pull({ after: 1, backendId: 'another' }))).toEqual({
      ...mismatch,
      received: 'another',
    });
    expect(await socket.push(2, [{}], 'another')).toEqual({ ...mismatch, received: 'another' });
    // A cursor above the head is of a log that was longer: restored from a backup.
    expect(await socket.exitOf(socket.pull({ after: 3, backendId: store.backendId }))).toEqual({
      ...mismatch,
      received: store.backendId,
    });
    expect(await socket.pullFirst({ after: 2, backendId: store.backendId })).toMatchObject({ events: [] });
  });

  it('takes an empty push, and pushes of every size up to the limit', async () => {
    const socket = await open();
    expect(await socket.push(0, [], null)).toBe('stored');
    expect(await socket.push(0, many(500), null)).toBe('stored');
    expect(await logOf()).toMatchObject({ head: 500, lastPushAt: expect.any(Date) });
  });

  it('answers pushes that were sent without waiting, in order', async () => {
    const socket = await open();
    await socket.pullFirst();
    const ids = Array.from({ length: 60 }, (_, index) => socket.sendPush(index * 2, many(2)));
    expect(await Promise.all(ids.map((id) => socket.exitOf(id)))).toEqual(Array(60).fill('stored'));
    await socket.has(120);
    expect(socket.seqs).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  });

  it('serves several pulls on one socket', async () => {
    const socket = await open();
    await socket.push(0, many(3), null);
    const all = socket.pull();
    const rest = socket.pull({ after: 2, backendId: store.backendId });
    await socket.until(() => new Set(socket.chunks.map((chunk) => chunk.requestId)).size === 2 || undefined);
    await socket.push(3, [{}], store.backendId);
    const seqsOf = (id: string) =>
      socket.chunks
        .filter((chunk) => chunk.requestId === id)
        .flatMap((chunk) => chunk.events.map((event) => event.seqNum));
    await socket.until(() => (seqsOf(all).length === 4 && seqsOf(rest).length === 2) || undefined);
    expect([seqsOf(all), seqsOf(rest)]).toEqual([
      [1, 2, 3, 4],
      [3, 4],
    ]);
  });

  it('finds events that no notification told of', async () => {
    const socket = await open();
    await socket.pullFirst();
    await house.dataSource.query(
      `WITH moved AS (UPDATE sync_store_log SET head = 1, events = 1 WHERE store_id = $1)
       INSERT INTO sync_event (store_id, seq, size, created_at, name, client_id, session_id, args)
       VALUES ($1, 1, 2, now(), 'v1.Noted', 'c', 's', '{}')`,
      [store.storeId],
    );
    await socket.has(1, 2_500);
  });

  it('closes everyone with 4410 when the log is another one than before', async () => {
    const socket = await open();
    await socket.pullFirst();
    await house.dataSource.query("UPDATE sync_store_log SET backend_id = 'restored-1' WHERE store_id = $1", [
      store.storeId,
    ]);
    expect(await socket.closed).toMatchObject({ code: 4410, reason: 'restored' });
    const again = await open();
    expect(await again.pullFirst()).toMatchObject({ backendId: 'restored-1' });
  });
});
