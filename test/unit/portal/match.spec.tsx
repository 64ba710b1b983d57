import type { PortalPage, PortalPlugin } from '@purser/kit/portal/plugin';
import type { PortalApi } from '@purser/kit/portal/portal';
import { renderHook } from '@testing-library/react';
import { useRouter } from 'wouter';
import { findPage, placedPages } from '../../../portal/location/match.js';
import { navigationEntries } from '../../../portal/shell/entries.js';
import { keptRoute } from '../../../portal/shell/keptRoute.js';
import { rememberWorkspace, workspaceOfTab } from '../../../portal/signed-in/lastWorkspace.js';
import { forgetOpened, noteOpened, openedWorkspaces } from '../../../portal/signed-in/openedWorkspaces.js';
import { fakeApi } from './portal-around.js';

const load = () => Promise.resolve({ default: () => null });
const icon = () => null;
const page = (rest: Pick<PortalPage, 'scope' | 'path'> & Partial<PortalPage>): PortalPage => ({ load, ...rest });
const messages = { en: {}, de: {} };

const plugins: PortalPlugin[] = [
  {
    name: 'auth',
    messages,
    pages: [
      page({ scope: 'public', path: '/sign-in' }),
      page({ scope: 'account', path: '/profile', nav: { label: 'profile', icon, order: 1 } }),
    ],
  },
  {
    name: 'tasks',
    messages,
    pages: [
      page({ scope: 'workspace', path: '', nav: { label: 'home', icon, order: 0 } }),
      page({ scope: 'workspace', path: 'tasks', nav: { label: 'tasks', icon, order: 20 } }),
      page({ scope: 'workspace', path: 'tasks/:taskId' }),
      page({ scope: 'workspace', path: 'audit', roles: ['owner', 'admin'], nav: { label: 'audit', icon, order: 10 } }),
      page({ scope: 'workspace', path: 'beta', flag: 'tasks.beta', nav: { label: 'beta', icon, order: 5 } }),
    ],
  },
];
const house = { plugins: ['auth', 'tasks'], flags: {} };
const pages = placedPages(plugins, house);
const { parser } = renderHook(() => useRouter()).result.current;
const find = (path: string) => findPage(pages, path, parser);

describe('the page at a path', () => {
  it.each([
    ['/sign-in', '/sign-in', null],
    ['/profile', '/profile', null],
    ['/w/abc', '', 'abc'],
    ['/w/abc/', '', 'abc'],
    ['/w/abc/tasks', 'tasks', 'abc'],
    ['/w/abc/tasks/t1', 'tasks/:taskId', 'abc'],
  ])('%s', (path, expected, workspaceId) => {
    const found = find(path);
    expect([found.page?.path, found.workspaceId]).toEqual([expected, workspaceId]);
  });

  it('names the parts of its path', () => {
    expect(find('/w/abc/tasks/t1').params).toEqual({ taskId: 't1' });
  });

  it.each(['/nothing', '/tasks', '/w/abc/profile', '/w/abc/tasks/t1/more', '/w/abc/beta'])('%s is none', (path) => {
    expect(find(path).page).toBeNull();
  });

  it('is none when its plugin is off', () => {
    expect(placedPages(plugins, { plugins: ['auth'], flags: {} }).map(({ plugin }) => plugin)).toEqual([
      'auth',
      'auth',
    ]);
  });

  it('is there when its flag is on', () => {
    const withFlag = placedPages(plugins, { ...house, flags: { 'tasks.beta': true } });
    expect(withFlag.map(({ path }) => path)).toContain('beta');
  });
});

describe('the navigation', () => {
  const labels = (role: string) =>
    navigationEntries(pages, 'workspace', { id: 'abc', name: 'A', role }).map(({ nav }) => nav.label);

  it('is in the order the plugins gave, and hides what a role can never open', () => {
    expect(labels('owner')).toEqual(['home', 'audit', 'tasks']);
    expect(labels('member')).toEqual(['home', 'tasks']);
  });
});

describe('switching the workspace', () => {
  const owner = { id: 'other', role: 'owner' };

  it('keeps the page', () => {
    expect(keptRoute(find('/w/abc/tasks'), owner)).toBe('/w/other/tasks');
  });

  it('leads home where the role may not open it', () => {
    expect(keptRoute(find('/w/abc/audit'), { id: 'other', role: 'viewer' })).toBe('/w/other');
  });

  it.each(['/w/abc/tasks/t1', '/profile', '/nothing'])(
    'leads home from %s, which the other one does not have',
    (path) => {
      expect(keptRoute(find(path), owner)).toBe('/w/other');
    },
  );
});

describe('where a tab works', () => {
  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  it('is remembered by the tab, and told to the account once', () => {
    const put = jest.fn(() => Promise.resolve()) as jest.Mock & PortalApi['put'];
    const api = fakeApi({ put });
    rememberWorkspace(api, 'u1', 'a');
    rememberWorkspace(api, 'u1', 'a');
    rememberWorkspace(api, 'u1', 'b');
    expect(put.mock.calls).toEqual([['/api/workspaces/a/last-used'], ['/api/workspaces/b/last-used']]);
    expect(workspaceOfTab('u1')).toBe('b');
    expect(localStorage).toHaveLength(0);
  });

  it('is nobody else’s, and holds though the server cannot be told', async () => {
    rememberWorkspace(fakeApi({ put: () => Promise.reject(new Error('offline')) }), 'u1', 'a');
    expect(workspaceOfTab('u1')).toBe('a');
    expect(workspaceOfTab('u2')).toBeNull();
  });
});

describe('what a device has opened', () => {
  beforeEach(() => localStorage.clear());

  it('is known by its last name, per person, until nothing of it is left here', () => {
    noteOpened('u1', { id: 'a', name: 'Harbour' });
    noteOpened('u1', { id: 'b', name: 'Quay' });
    noteOpened('u1', { id: 'a', name: 'Harbour North' });
    expect(openedWorkspaces('u1')).toEqual([
      { id: 'b', name: 'Quay' },
      { id: 'a', name: 'Harbour North' },
    ]);
    expect(openedWorkspaces('u2')).toEqual([]);
    forgetOpened('u1', 'b');
    expect(openedWorkspaces('u1').map(({ id }) => id)).toEqual(['a']);
  });

  it('is nothing where somebody wrote nonsense', () => {
    localStorage.setItem('purser:opened:u1', '{"a":1');
    expect(openedWorkspaces('u1')).toEqual([]);
    localStorage.setItem('purser:opened:u1', 'null');
    expect(openedWorkspaces('u1')).toEqual([]);
  });
});
