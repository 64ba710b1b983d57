import { createApi } from '../../../client/http/api.js';
import { ApiProblem } from '../../../client/http/problem.js';
import { createEditDesk, type EditDesk } from '../../../client/workspaces/edit-desk.js';
import { sendEdit, type WorkspaceEdit } from '../../../client/workspaces/edits.js';
import { keepEdits } from '../../../client/workspaces/kept-edits.js';
import { FakeWorkspaces } from './fake-workspaces.js';

/** One tab: what it shows of the roles is its copy of the server's rows with its edits over them. */
class Tab {
  online = true;
  readonly reread: WorkspaceEdit[] = [];
  readonly settled: WorkspaceEdit[] = [];
  readonly desk: EditDesk;

  constructor(server: FakeWorkspaces, storage: Map<string, string>, limitMs = 1_000) {
    const api = createApi({ fetch: (path, init) => server.fetch(path, init) });
    this.desk = createEditDesk({
      send: (edit, version, signal) => sendEdit(api, edit, version, signal),
      settle: (edit) => this.settled.push(edit),
      reread: (edit) => this.reread.push(edit),
      isOnline: () => this.online,
      kept: keepEdits({ userId: 'mia', storage: asStorage(storage), locks: null }),
      limitMs,
    });
  }

  pending() {
    return this.desk.getPending().map(({ edit, phase }) => [edit.act, phase]);
  }

  refusals() {
    return this.desk.getRefused().map(({ row, problem }) => [row, problem.code]);
  }
}

function asStorage(map: Map<string, string>) {
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}

const role = (userId: string, to: 'admin' | 'viewer' | 'member'): WorkspaceEdit => ({
  act: 'change-role',
  workspaceId: 'w1',
  userId,
  role: to,
});
const rename = (name: string): WorkspaceEdit => ({ act: 'rename', workspaceId: 'w1', name });
const invite = (email: string): WorkspaceEdit => ({ act: 'invite', workspaceId: 'w1', email, role: 'member' });

describe('edits on their way', () => {
  let server: FakeWorkspaces;
  let storage: Map<string, string>;
  let tab: Tab;
  beforeEach(() => {
    server = new FakeWorkspaces();
    storage = new Map();
    tab = new Tab(server, storage);
  });

  it('show at once and are settled by the answer', async () => {
    const release = server.hold('noa');
    const sent = tab.desk.submit(role('noa', 'admin'), 1);
    expect(tab.pending()).toEqual([['change-role', 'sending']]);
    release();
    await expect(sent).resolves.toMatchObject({ state: 'done', answer: { role: 'admin', version: 2 } });
    expect(tab.pending()).toEqual([]);
    expect(tab.settled).toHaveLength(1);
  });

  it('go back alone: a refused one does not touch another row’s', async () => {
    const release = server.hold('tom');
    server.faults.set('noa', { status: 409, code: 'last_owner' });
    const other = tab.desk.submit(role('tom', 'viewer'), 1);
    await expect(tab.desk.submit(role('noa', 'admin'), 1)).rejects.toMatchObject({ code: 'last_owner' });
    expect(tab.desk.getPending().map(({ edit }) => 'userId' in edit && edit.userId)).toEqual(['tom']);
    release();
    await other;
    expect(server.members.find(({ userId }) => userId === 'tom')?.role).toBe('viewer');
    expect(tab.refusals()).toEqual([['member w1 noa', 'last_owner']]);
    expect(tab.reread).toEqual([role('noa', 'admin')]);
  });

  it('of one row go in their order, the later upon the version that the earlier made', async () => {
    const release = server.hold('noa');
    const both = [tab.desk.submit(role('noa', 'admin'), 1), tab.desk.submit(role('noa', 'viewer'), 1)];
    release();
    await Promise.all(both);
    expect(server.asked.map(({ version }) => version)).toEqual([1, 2]);
    expect(server.members[1]).toMatchObject({ role: 'viewer', version: 3 });
  });

  it('of one row: the refusal of the earlier does not undo the later', async () => {
    server.faults.set('noa', { status: 403, code: 'forbidden' });
    const earlier = tab.desk.submit(role('noa', 'admin'), 1);
    const later = tab.desk.submit(role('noa', 'viewer'), 1);
    await expect(earlier).rejects.toMatchObject({ code: 'forbidden' });
    expect(tab.pending()).toEqual([['change-role', 'sending']]);
    await later;
    expect(server.members[1]?.role).toBe('viewer');
  });

  it('tell what stands there now when somebody was faster', async () => {
    server.members = server.members.map((row) => (row.userId === 'noa' ? { ...row, role: 'viewer', version: 7 } : row));
    await expect(tab.desk.submit(role('noa', 'admin'), 1)).rejects.toMatchObject({ code: 'stale', status: 412 });
    expect(tab.desk.getRefused()[0]).toMatchObject({
      edit: { role: 'admin' },
      current: { role: 'viewer', version: 7 },
    });
  });

  it('are taken back when no answer comes in time, and their rows are read anew', async () => {
    tab = new Tab(server, storage, 20);
    server.hold('noa');
    await expect(tab.desk.submit(role('noa', 'admin'), 1)).rejects.toMatchObject({ code: 'timed_out' });
    expect(tab.pending()).toEqual([]);
    expect(tab.reread).toHaveLength(1);
  });

  it('are refused anew only until the row is edited again, or the person has read it', async () => {
    server.faults.set('noa', { status: 403, code: 'forbidden' });
    await tab.desk.submit(role('noa', 'admin'), 1).catch(() => undefined);
    await tab.desk.submit(role('noa', 'viewer'), 1);
    expect(tab.refusals()).toEqual([]);
    server.faults.set('tom', { status: 403, code: 'forbidden' });
    await tab.desk.submit(role('tom', 'admin'), 1).catch(() => undefined);
    tab.desk.dismiss(tab.desk.getRefused()[0]?.id ?? '');
    expect(tab.refusals()).toEqual([]);
  });
});

describe('edits without a connection', () => {
  let server: FakeWorkspaces;
  let storage: Map<string, string>;
  let tab: Tab;
  beforeEach(() => {
    server = new FakeWorkspaces();
    storage = new Map();
    tab = new Tab(server, storage);
    tab.online = false;
  });

  it.each<WorkspaceEdit>([
    role('noa', 'viewer'),
    { act: 'remove', workspaceId: 'w1', userId: 'noa' },
    { act: 'leave', workspaceId: 'w1' },
    { act: 'revoke', workspaceId: 'w1', invitationId: 'i1' },
    { act: 'resend', workspaceId: 'w1', invitationId: 'i1' },
    { act: 'create', name: 'Pier' },
  ])('are refused with a reason where waiting is not safe: $act', async (edit) => {
    await expect(tab.desk.submit(edit, 1)).rejects.toBeInstanceOf(ApiProblem);
    expect(tab.desk.getRefused()[0]?.problem.code).toBe('offline_refused');
    expect(tab.pending()).toEqual([]);
    expect(server.asked).toEqual([]);
  });

  it('wait where it is safe, survive a reload, and are sent once when it is back', async () => {
    await expect(tab.desk.submit(rename('Harbour North'), 1)).resolves.toEqual({ state: 'queued' });
    await tab.desk.submit(invite('ida@example.org'), null);
    const reloaded = new Tab(server, storage);
    expect(reloaded.pending()).toEqual([
      ['rename', 'queued'],
      ['invite', 'queued'],
    ]);
    await Promise.all([reloaded.desk.resume(), reloaded.desk.resume()]);
    await tab.desk.resume();
    expect(server.writes()).toEqual(['PATCH /api/workspaces/w1', 'POST /api/workspaces/w1/invitations']);
    expect(reloaded.pending()).toEqual([]);
    expect(tab.pending()).toEqual([]);
    expect(storage.size).toBe(0);
  });

  it('send only the last wording of a row', async () => {
    await tab.desk.submit(rename('One'), 1);
    await tab.desk.submit(rename('Two'), 1);
    tab.online = true;
    await tab.desk.resume();
    expect(server.asked.map(({ body }) => body.name)).toEqual(['Two']);
  });

  it('do not overwrite what somebody else did in the meantime', async () => {
    await tab.desk.submit(rename('Mine'), 1);
    server.workspaces = server.workspaces.map((row) =>
      row.id === 'w1' ? { ...row, name: 'Theirs', version: 2 } : row,
    );
    tab.online = true;
    await tab.desk.resume();
    expect(server.workspaces[0]?.name).toBe('Theirs');
    expect(tab.desk.getRefused()[0]).toMatchObject({ edit: { name: 'Mine' }, current: { name: 'Theirs' } });
  });

  it('that reached the server although its answer was lost are not told as refused', async () => {
    await tab.desk.submit(invite('ida@example.org'), null);
    await tab.desk.submit(rename('Harbour North'), 1);
    await server.fetch('/api/workspaces/w1/invitations', { method: 'POST', body: '{"email":"ida@example.org"}' });
    server.workspaces = server.workspaces.map((row) => ({ ...row, name: 'Harbour North', version: 2 }));
    tab.online = true;
    await tab.desk.resume();
    expect(tab.refusals()).toEqual([]);
    expect(tab.pending()).toEqual([]);
  });

  it('wait too when the browser only believes that it is online', async () => {
    tab.online = true;
    server.faults.set('/w1', 'network');
    await expect(tab.desk.submit(rename('Harbour North'), 1)).resolves.toEqual({ state: 'queued' });
    await tab.desk.resume();
    expect(server.workspaces[0]?.name).toBe('Harbour North');
  });

  it.each([
    [503, 'unavailable'],
    [429, 'too_many_requests'],
    [401, 'session_expired'],
  ])('go on waiting when the answer is %i %s', async (status, code) => {
    await tab.desk.submit(rename('Harbour North'), 1);
    tab.online = true;
    server.faults.set('/w1', { status, code });
    await tab.desk.resume();
    expect(tab.pending()).toEqual([['rename', 'queued']]);
    expect(tab.refusals()).toEqual([]);
    await tab.desk.resume();
    expect(server.workspaces[0]?.name).toBe('Harbour North');
  });

  it('of another person on this device are none of theirs', () => {
    const kept = keepEdits({ userId: 'noa', storage: asStorage(storage), locks: null });
    expect(kept.read()).toEqual([]);
  });
});
