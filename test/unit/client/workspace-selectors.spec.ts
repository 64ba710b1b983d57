import type { PendingEdit } from '../../../client/workspaces/edit-desk.js';
import { rowOf, type WorkspaceEdit } from '../../../client/workspaces/edits.js';
import {
  invitationsShown,
  membersShown,
  workspaceOf,
  workspacesComing,
  workspacesShown,
} from '../../../client/workspaces/select.js';
import { startWorkspace } from '../../../client/workspaces/start.js';
import { invitationRow, memberRow, workspaceRow } from './fake-workspaces.js';

const pending = (edit: WorkspaceEdit, phase: PendingEdit['phase'] = 'sending', id = 'e1'): PendingEdit => ({
  id,
  row: rowOf(edit, id),
  edit,
  version: 1,
  phase,
});

describe('what a person sees of', () => {
  const workspaces = [workspaceRow('w1', 'Harbour'), workspaceRow('w2', 'Quay')];
  const members = [memberRow('mia', 'owner'), memberRow('noa')];

  it('workspaces: a new name at once, one that is being left no more, one that is coming by its name', () => {
    const rename = pending({ act: 'rename', workspaceId: 'w1', name: 'Harbour North' }, 'queued');
    expect(workspacesShown(workspaces, [rename]).map(({ name, pending }) => [name, pending])).toEqual([
      ['Harbour North', 'queued'],
      ['Quay', null],
    ]);
    expect(workspacesShown(workspaces, [pending({ act: 'leave', workspaceId: 'w2' })]).map(({ id }) => id)).toEqual([
      'w1',
    ]);
    expect(workspacesComing([pending({ act: 'create', name: 'Pier' })])).toEqual(['Pier']);
  });

  it('a workspace by the id of the URL: none for a foreign or stale one', () => {
    expect(workspaceOf(workspaces, 'w2')?.name).toBe('Quay');
    expect(workspaceOf(workspaces, 'foreign')).toBeNull();
    expect(workspaceOf(workspaces, null)).toBeNull();
  });

  it('members: the last of several roles, nobody who is being removed, and nothing of another workspace’s edits', () => {
    const role = (userId: string, to: 'admin' | 'viewer', workspaceId = 'w1') =>
      pending({ act: 'change-role', workspaceId, userId, role: to });
    const shown = (edits: PendingEdit[]) => membersShown(members, edits, 'w1').map(({ role }) => role);
    expect(shown([role('noa', 'admin'), role('noa', 'viewer')])).toEqual(['owner', 'viewer']);
    expect(shown([role('noa', 'admin', 'w2')])).toEqual(['owner', 'member']);
    expect(shown([pending({ act: 'remove', workspaceId: 'w1', userId: 'noa' })])).toEqual(['owner']);
  });

  it('invitations: the new one first, once, and none that is being revoked', () => {
    const rows = [invitationRow('i1', 'tom@example.org')];
    const invite = pending({ act: 'invite', workspaceId: 'w1', email: ' Ida@example.org', role: 'viewer' });
    expect(invitationsShown(rows, [invite], 'w1').map(({ email }) => email)).toEqual([
      'Ida@example.org',
      'tom@example.org',
    ]);
    const known = [invitationRow('i2', 'ida@example.org'), ...rows];
    expect(invitationsShown(known, [invite], 'w1')).toHaveLength(2);
    const revoke = pending({ act: 'revoke', workspaceId: 'w1', invitationId: 'i1' });
    expect(invitationsShown(rows, [revoke], 'w1')).toEqual([]);
  });

  it('rows, which are never changed themselves', () => {
    const frozen = members.map((row) => Object.freeze(row));
    const edit = pending({ act: 'change-role', workspaceId: 'w1', userId: 'noa', role: 'admin' });
    membersShown(frozen, [edit], 'w1');
    expect(frozen[1]?.role).toBe('member');
  });
});

describe('the workspace somebody starts in', () => {
  const memberOf = ['a', 'b', 'c', 'd'];
  it.each([
    ['this tab’s', { ofTab: 'd', lastUsed: 'c', defaultId: 'b' }, 'd'],
    ['the account’s last, on any device', { ofTab: null, lastUsed: 'c', defaultId: 'b' }, 'c'],
    ['its default', { ofTab: null, lastUsed: null, defaultId: 'b' }, 'b'],
    ['the first', { ofTab: null, lastUsed: null, defaultId: null }, 'a'],
    ['the next in line when the tab’s is no longer theirs', { ofTab: 'gone', lastUsed: 'c', defaultId: 'b' }, 'c'],
    ['the next in line when the last is foreign', { ofTab: null, lastUsed: 'foreign', defaultId: 'b' }, 'b'],
    ['the first when every wish is stale', { ofTab: 'gone', lastUsed: 'gone', defaultId: 'gone' }, 'a'],
  ])('is %s', (_, wishes, expected) => {
    expect(startWorkspace({ memberOf, ...wishes })).toBe(expected);
  });

  it('is none for somebody without one', () => {
    expect(startWorkspace({ memberOf: [], ofTab: 'a', lastUsed: 'b', defaultId: 'c' })).toBeNull();
  });
});
