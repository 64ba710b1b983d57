/** The pages that are measured. Each is asked for with what differs from one request to the next. */
import { createHash } from 'node:crypto';
import { AUDIT_ROWS, emailOf, idOf, LARGE, LARGE_MEMBERS, PEOPLE, SMALL_WORKSPACES } from './seed.js';

export interface MeasuredList {
  readonly name: string;
  readonly by: 'member' | 'staff';
  /** Of the n-th request. */
  readonly path: (n: number) => string;
}

const PAGE = 25;

/** As react-admin asks. */
function console_(resource: string, ask: { sort?: [string, 'ASC' | 'DESC']; from?: number; filter?: object }): string {
  const { sort, from = 0, filter = {} } = ask;
  const query = new URLSearchParams({ range: JSON.stringify([from, from + PAGE - 1]), filter: JSON.stringify(filter) });
  if (sort) query.set('sort', JSON.stringify(sort));
  return `/api/console/${resource}?${query}`;
}

const staff = (name: string, path: MeasuredList['path']): MeasuredList => ({ name, by: 'staff', path });
const member = (name: string, path: MeasuredList['path']): MeasuredList => ({ name, by: 'member', path });
/** Spread over the whole, the same in every run. */
const spread = (n: number, below: number) => (n * 7_919_777) % below;
/** As `seed.ts` gives them out. */
const partOfName = (person: number) => createHash('md5').update(String(person)).digest('hex').slice(4, 12);
const deep = (n: number, rows: number) => PAGE * spread(n, rows / PAGE);

export const lists: readonly MeasuredList[] = [
  member('members of 100,000, first page', () => `/api/workspaces/${LARGE}/members?limit=50`),
  member(
    'members of 100,000, any page',
    (n) => `/api/workspaces/${LARGE}/members?limit=50&after=${idOf(1 + spread(n, LARGE_MEMBERS))}`,
  ),
  member('activity of 1 M, first page', () => `/api/workspaces/${LARGE}/audit?limit=50`),
  member('activity of 1 M, any page', (n) => {
    const row = 1 + spread(n, AUDIT_ROWS);
    return `/api/workspaces/${LARGE}/audit?limit=50&after=${Date.UTC(2025, 0, 1) + row * 20_000}.${idOf(row)}`;
  }),
  member('activity of 1 M, one action', () => `/api/workspaces/${LARGE}/audit?limit=50&what=workspace.renamed`),
  member('activity of 1 M, one person', (n) => {
    return `/api/workspaces/${LARGE}/audit?limit=50&by=${idOf(1 + spread(n, LARGE_MEMBERS))}`;
  }),

  staff('users, newest', () => console_('users', {})),
  staff('users, by state', () => console_('users', { filter: { state: 'unconfirmed' } })),
  staff('users, since a date', () => console_('users', { filter: { createdAt_gte: '2025-03-01' } })),
  staff('users, one address', (n) => console_('users', { filter: { email: emailOf(1 + spread(n, PEOPLE)) } })),
  staff('users, by address', () => console_('users', { sort: ['email', 'ASC'] })),
  staff('users, by name', () => console_('users', { sort: ['name', 'DESC'] })),
  staff('users, searched', (n) => console_('users', { filter: { q: emailOf(1 + spread(n, PEOPLE)) } })),
  staff('users, searched by a part of a name', (n) =>
    console_('users', { filter: { q: partOfName(1 + spread(n, PEOPLE)) } }),
  ),
  staff('users, any page of 40,000', (n) => console_('users', { from: deep(n, PEOPLE) })),
  staff('users, last page', () => console_('users', { from: PEOPLE - PAGE })),

  staff('memberships, newest', () => console_('memberships', {})),
  staff('memberships, by role', () => console_('memberships', { filter: { role: 'admin' } })),
  staff('memberships, of a large workspace', () => console_('memberships', { filter: { workspaceId: LARGE } })),
  staff('memberships, of a person', (n) =>
    console_('memberships', { filter: { userId: idOf(1 + spread(n, PEOPLE)) } }),
  ),
  staff('memberships, by address', () => console_('memberships', { sort: ['userEmail', 'ASC'] })),
  staff('memberships, by workspace', () => console_('memberships', { sort: ['workspaceName', 'ASC'] })),
  staff('memberships, searched', (n) => console_('memberships', { filter: { q: emailOf(1 + spread(n, PEOPLE)) } })),
  staff('memberships, any page of 40,000', (n) => console_('memberships', { from: deep(n, PEOPLE) })),
  staff('memberships, by address, any page', (n) =>
    console_('memberships', { sort: ['userEmail', 'ASC'], from: deep(n, PEOPLE) }),
  ),
  staff('memberships, last page', () => console_('memberships', { from: PEOPLE - PAGE })),

  staff('workspaces, newest', () => console_('workspaces', {})),
  staff('workspaces, largest', () => console_('workspaces', { sort: ['members', 'DESC'] })),
  staff('workspaces, by state', () => console_('workspaces', { filter: { state: 'suspended' } })),
  staff('workspaces, searched', (n) => console_('workspaces', { filter: { q: `Workspace ${n}` } })),
  staff('workspaces, searched by a whole name', (n) =>
    console_('workspaces', { filter: { q: `Workspace ${1 + spread(n, SMALL_WORKSPACES)}` } }),
  ),
  staff('workspaces, any page', (n) => console_('workspaces', { from: deep(n, SMALL_WORKSPACES) })),

  staff('audit, newest', () => console_('audit', {})),
  staff('audit, of a workspace', () => console_('audit', { filter: { workspaceId: LARGE } })),
  staff('audit, one action', () => console_('audit', { filter: { what: 'workspace.renamed' } })),
  staff('audit, any page of 40,000', (n) => console_('audit', { from: deep(n, AUDIT_ROWS) })),
];
