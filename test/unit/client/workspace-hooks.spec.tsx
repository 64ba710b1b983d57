import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { SessionProvider } from '../../../client/react/session-provider.js';
import { workspaceKeys } from '../../../client/react/workspace-rows.js';
import {
  useCurrentWorkspace,
  useInvitations,
  useMembers,
  useOwnInvitations,
  useWorkspaces,
} from '../../../client/react/workspaces.js';
import { useRefusedEdits, WorkspacesProvider } from '../../../client/react/workspaces-provider.js';
import type { SessionManager } from '../../../client/session/session-manager.js';
import type { MemberRow } from '../../../client/workspaces/records.js';
import { FakeWorkspaces, memberRow } from './fake-workspaces.js';

const state = { status: 'signed-in', session: { sessionId: 's1', userId: 'mia', email: 'mia@example.org' } } as const;

function open(server: FakeWorkspaces) {
  const manager = {
    getState: () => state,
    getClockError: () => null,
    subscribe: () => () => undefined,
    start: () => Promise.resolve(state),
    fetch: server.fetch,
  } as Partial<SessionManager> as SessionManager;
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SessionProvider manager={manager}>
      <QueryClientProvider client={queries}>
        <WorkspacesProvider>{children}</WorkspacesProvider>
      </QueryClientProvider>
    </SessionProvider>
  );
  const view = renderHook(
    () => ({
      all: useWorkspaces(),
      here: useCurrentWorkspace('w1'),
      members: useMembers('w1'),
      invitations: useInvitations('w1'),
      own: useOwnInvitations(),
      refused: useRefusedEdits(),
    }),
    { wrapper },
  );
  return { queries, now: () => view.result.current };
}

const names = (rows: readonly { name: string }[] | undefined) => rows?.map(({ name }) => name);
const roles = (rows: readonly MemberRow[] | undefined) => rows?.map(({ userId, role }) => `${userId} ${role}`);
const offline = (is: boolean) => jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(!is);

async function ready(server: FakeWorkspaces) {
  const opened = open(server);
  await waitFor(() => expect(opened.now().invitations.invitations).toBeDefined());
  await waitFor(() => expect(opened.now().members.members).toHaveLength(3));
  await waitFor(() => expect(opened.now().all.workspaces).toHaveLength(2));
  return opened;
}

const member = (rows: readonly MemberRow[] | undefined, id: string) => {
  const found = rows?.find(({ userId }) => userId === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

describe('the hooks of workspaces', () => {
  let server: FakeWorkspaces;
  beforeEach(() => {
    server = new FakeWorkspaces();
    localStorage.clear();
    offline(false);
  });
  afterEach(() => jest.restoreAllMocks());

  it('show a new name before the server knows it, in the list and where it is open', async () => {
    const { now } = await ready(server);
    const release = server.hold('/w1');
    let sent: Promise<unknown> = Promise.resolve();
    act(() => {
      sent = now().all.rename({ id: 'w1', version: 1 }, 'Harbour North');
    });
    expect(names(now().all.workspaces)).toEqual(['Harbour North', 'Quay']);
    expect(now().here.workspace?.pending).toBe('sending');
    release();
    await act(() => sent);
    expect(now().here.workspace).toMatchObject({ name: 'Harbour North', version: 2, pending: null });
  });

  it('take back one row and leave the other, which is still on its way', async () => {
    const { now } = await ready(server);
    const release = server.hold('tom');
    server.faults.set('noa', { status: 409, code: 'last_owner' });
    let other: Promise<unknown> = Promise.resolve();
    await act(async () => {
      other = now().members.changeRole(member(now().members.members, 'tom'), 'viewer');
      await now()
        .members.changeRole(member(now().members.members, 'noa'), 'admin')
        .catch(() => undefined);
    });
    expect(roles(now().members.members)).toEqual(['mia owner', 'noa member', 'tom viewer']);
    expect(now().refused.refused.map(({ problem }) => problem.code)).toEqual(['last_owner']);
    release();
    await act(() => other);
    expect(roles(now().members.members)).toEqual(['mia owner', 'noa member', 'tom viewer']);
    act(() => now().refused.dismiss(now().refused.refused[0]?.id ?? ''));
    expect(now().refused.refused).toEqual([]);
  });

  it('remove, invite, resend, revoke, create and leave, each at once', async () => {
    const { now } = await ready(server);
    await act(() => now().members.remove(member(now().members.members, 'tom')));
    expect(roles(now().members.members)).toEqual(['mia owner', 'noa member']);
    expect(now().members.total).toBe(2);
    const sent = await act(() => now().invitations.invite({ email: 'ida@example.org', role: 'member' }));
    expect(sent?.link).toContain('#token=');
    const row = now().invitations.invitations?.[0];
    expect(row).toMatchObject({ email: 'ida@example.org', pending: null });
    await act(() => now().invitations.revoke({ id: row?.id ?? '', version: 1 }));
    expect(now().invitations.invitations).toEqual([]);
    const made = await act(() => now().all.create('Pier'));
    expect(made.name).toBe('Pier');
    expect(names(now().all.workspaces)).toEqual(['Harbour', 'Quay', 'Pier']);
    await act(() => now().all.leave('w1'));
    expect(now().here).toEqual({ status: 'gone', workspace: null });
  });

  it('follow what other people do, row by row', async () => {
    const { now } = await ready(server);
    server.members = [...server.members, memberRow('ida')];
    act(() => server.tell({ workspaceId: 'w1', kind: 'member', id: 'ida', version: 1 }));
    await waitFor(() => expect(now().members.members).toHaveLength(4));
    server.workspaces = server.workspaces.filter(({ id }) => id !== 'w1');
    act(() => server.tell({ workspaceId: 'w1', kind: 'workspace', id: 'w1', version: null }));
    await waitFor(() => expect(now().here.status).toBe('gone'));
  });

  it('keep an edit over what arrives while it is on its way', async () => {
    const { now, queries } = await ready(server);
    const release = server.hold('noa');
    let sent: Promise<unknown> = Promise.resolve();
    act(() => {
      sent = now().members.changeRole(member(now().members.members, 'noa'), 'admin');
    });
    await act(() => queries.invalidateQueries({ queryKey: workspaceKeys.members('w1') }));
    expect(roles(now().members.members)?.[1]).toBe('noa admin');
    release();
    await act(() => sent);
    expect(member(now().members.members, 'noa')).toMatchObject({ role: 'admin', version: 2 });
  });

  it('keep a new name for later while offline, and send it when the network is back', async () => {
    const { now } = await ready(server);
    offline(true);
    await act(() => now().all.rename({ id: 'w1', version: 1 }, 'Harbour North'));
    expect(now().here.workspace).toMatchObject({ name: 'Harbour North', pending: 'queued' });
    await expect(act(() => now().members.remove(member(now().members.members, 'noa')))).rejects.toMatchObject({
      code: 'offline_refused',
    });
    expect(now().members.members).toHaveLength(3);
    offline(false);
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(now().here.workspace).toMatchObject({ version: 2, pending: null }));
    expect(server.writes()).toEqual(['PATCH /api/workspaces/w1']);
  });
});
