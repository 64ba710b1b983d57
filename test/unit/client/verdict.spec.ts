import { firstReport, globalOf, healthOf } from '@purser/client/sync/health';
import { localStoreId, partsOf } from '@purser/client/sync/local-copy';
import { socketUrl } from '@purser/client/sync/ticket';
import { verdictOfClose, verdictOfRefusal } from '@purser/client/sync/verdict';
import { frames, pushRequests, readServerFrame } from '@purser/client/sync/wire';
import { sessionEndedClosing, syncClosings } from '../../../plugins/sync/names.js';

describe('what follows from a closed socket', () => {
  it.each(Object.entries(syncClosings))('knows how the server closes with %s', (name, { code, reason }) => {
    const verdict = verdictOfClose(code, reason);
    const isOver = ['removed', 'storeNotFound', 'workspaceDeleted'].includes(name);
    expect(verdict.kind).toBe(isOver ? 'stop' : 'retry');
    if (isOver) expect(verdict).toEqual({ kind: 'stop', state: 'removed', reason });
  });

  it('waits for a new sign-in when the session ended, and keeps its reason', () => {
    const { code, reason } = sessionEndedClosing('password_changed');
    expect(verdictOfClose(code, reason)).toEqual({ kind: 'sign-in', state: 'signed-out', reason: 'password_changed' });
    expect(verdictOfClose(4401, '')).toMatchObject({ kind: 'sign-in', reason: 'session_revoked' });
  });

  it.each([
    [4409, 'store_suspended', 'suspended', 30_000],
    [4429, 'too_fast', 'offline', 5_000],
    [1009, 'event_too_large', 'offline', 10_000],
    [1012, 'restarting', 'offline', 0],
    [1006, '', 'offline', 0],
  ] as const)('comes back after %d %s, as %s, after at least %d ms', (code, reason, state, atLeastMs) => {
    expect(verdictOfClose(code, reason)).toMatchObject({ kind: 'retry', state, atLeastMs });
  });

  it.each([
    [
      { status: 401, code: 'session_idle' },
      { kind: 'sign-in', reason: 'session_idle' },
    ],
    [
      { status: 403, code: 'not_a_member' },
      { kind: 'stop', state: 'removed', reason: 'not_a_member' },
    ],
    [
      { status: 403, code: 'forbidden' },
      { kind: 'stop', state: 'removed', reason: 'removed' },
    ],
    [
      { status: 404, code: 'workspace_not_found' },
      { kind: 'stop', reason: 'workspace_not_found' },
    ],
    [
      { status: 403, code: 'store_suspended' },
      { kind: 'retry', state: 'suspended' },
    ],
    [
      { status: 503, code: 'store_not_ready', retryAfter: 2 },
      { kind: 'retry', state: 'offline', atLeastMs: 2_000 },
    ],
    [
      { status: 0, code: 'network' },
      { kind: 'retry', state: 'offline', atLeastMs: 0 },
    ],
  ])('and from a refused ticket: %j', (refusal, verdict) => {
    expect(verdictOfRefusal(refusal)).toMatchObject(verdict);
  });
});

describe('the wire', () => {
  it('asks as LiveStore 0.4 does', () => {
    expect(JSON.parse(frames.pull('0', 'st', null, true))).toEqual({
      _tag: 'Request',
      id: '0',
      tag: 'SyncWsRpc.Pull',
      payload: { storeId: 'st', live: true, cursor: { _tag: 'None' } },
      headers: [],
    });
    expect(
      JSON.parse(frames.pull('1', 'st', { backendId: 'b', eventSequenceNumber: 7 }, false)).payload.cursor,
    ).toEqual({
      _tag: 'Some',
      value: { backendId: 'b', eventSequenceNumber: 7 },
    });
    expect(JSON.parse(frames.push('2', 'st', [], 'b')).payload).toEqual({
      storeId: 'st',
      batch: [],
      backendId: { _tag: 'Some', value: 'b' },
    });
  });

  const failure = (error: unknown) =>
    JSON.stringify({ _tag: 'Exit', requestId: '1', exit: { _tag: 'Failure', cause: { _tag: 'Fail', error } } });

  it('reads every answer, and takes what it does not know for nothing', () => {
    expect(readServerFrame('{"_tag":"Pong"}')).toEqual({ kind: 'pong' });
    expect(readServerFrame('{"_tag":"Chunk","requestId":"0","values":[]}')).toMatchObject({ kind: 'chunk', pages: [] });
    expect(readServerFrame('{"_tag":"Exit","requestId":"1","exit":{"_tag":"Success","value":{}}}')).toEqual({
      kind: 'done',
      requestId: '1',
    });
    const ahead = { _tag: 'ServerAheadError', minimumExpectedNum: 3, providedNum: 1 };
    expect(readServerFrame(failure(ahead))).toEqual({ kind: 'failed', requestId: '1', failure: ahead });
    expect(readServerFrame(failure({ _tag: 'UnknownError' }))).toMatchObject({ failure: { _tag: 'Other' } });
    for (const garbage of ['', 'x', 'null', '7', '[]', '{"_tag":"Defect"}'])
      expect(readServerFrame(garbage)).toBeNull();
  });

  it('cuts pushes at 100 events and 900,000 bytes, in order, without losing any', () => {
    const event = (seqNum: number, size: number) => ({
      name: 'e',
      args: 'x'.repeat(size),
      seqNum,
      parentSeqNum: seqNum - 1,
      clientId: 'c',
      sessionId: 's',
    });
    const small = Array.from({ length: 250 }, (_, at) => event(at + 1, 1));
    expect([...pushRequests(small)].map((part) => part.length)).toEqual([100, 100, 50]);
    expect([...pushRequests(small)].flat()).toEqual(small);
    const large = Array.from({ length: 5 }, (_, at) => event(at + 1, 400_000));
    expect([...pushRequests(large)].map((part) => part.length)).toEqual([2, 2, 1]);
    expect([...pushRequests([event(1, 2_000_000)])]).toHaveLength(1);
    expect([...pushRequests([])]).toEqual([]);
  });

  it('opens the socket where the ticket says, with nothing but the ticket', () => {
    const ticket = { ticket: 't+/=', storeId: 'st-1', url: '/sync', readOnly: false, sessionId: 's' };
    const url = new URL(socketUrl(ticket, 'https://app.example'));
    expect(url.origin).toBe('wss://app.example');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      storeId: 'st-1',
      transport: 'ws',
      payload: '{"ticket":"t+/="}',
    });
    expect(socketUrl({ ...ticket, url: 'http://localhost:3000/sync' }, undefined)).toMatch(
      /^ws:\/\/localhost:3000\/sync\?/,
    );
  });
});

describe('health', () => {
  it('counts what the server has not, whatever LiveStore believes', () => {
    const store = (head: number, pendingCount = 0) => ({ localHead: `e${head}`, pendingCount });
    expect(healthOf({ ...firstReport, ackedHead: 5 }, store(8)).unacked).toBe(3);
    expect(healthOf({ ...firstReport, ackedHead: 8 }, store(5)).unacked).toBe(0);
    expect(healthOf(firstReport, store(8)).unacked).toBe(0);
    expect(healthOf({ ...firstReport, ackedHead: 0 }, null).unacked).toBe(0);
    expect(healthOf(firstReport, store(1))).not.toHaveProperty('ackedHead');
  });

  it('counts what the worker does not have yet, also before the head of the server is known', () => {
    const store = { localHead: 'e8', pendingCount: 1 };
    expect(healthOf(firstReport, store).unacked).toBe(1);
    expect(healthOf({ ...firstReport, ackedHead: 9 }, store).unacked).toBe(1);
    expect(healthOf({ ...firstReport, ackedHead: 6 }, store).unacked).toBe(2);
  });

  it.each([
    ['e0', 0],
    ['e12', 12],
    ['e12.3', 12],
    ['e12r4', 12],
    ['e7.1r2', 7],
    ['nonsense', null],
  ])('reads the head %s as %s', (head, global) => {
    expect(globalOf(head)).toBe(global);
  });

  it('keeps one copy per person', () => {
    const user = '0199c0de-0000-7000-8000-000000000001';
    const id = localStoreId('st-0199c0de', user);
    expect(id).toMatch(/^[a-zA-Z0-9_-]+$/);
    expect(id).not.toBe(localStoreId('st-0199c0de', '0199c0de-0000-7000-8000-000000000002'));
    expect(partsOf(id)).toEqual({ storeId: 'st-0199c0de', userId: user });
    expect(partsOf('plain')).toEqual({ storeId: 'plain', userId: null });
  });
});
