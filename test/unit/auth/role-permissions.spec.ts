import { authOptions } from '../../../plugins/auth/backend/auth.options.js';
import { permitted } from '../../../plugins/auth/backend/operator/role-permissions.service.js';

const all = [
  'auth.read-users',
  'auth.manage-operators',
  'auth.end-session',
  'backup.read',
  'backup.restore',
  'sync.read',
  'sync.disclose-event',
];

describe('patterns of permissions', () => {
  it.each([
    [['*'], all],
    [['*.read*'], ['auth.read-users', 'backup.read', 'sync.read']],
    [['*', '!auth.manage-operators'], all.filter((name) => name !== 'auth.manage-operators')],
    [['!*', 'sync.read'], ['sync.read']],
    [['*', '!*'], []],
    [['backup.*', '!backup.restore'], ['backup.read']],
    [['authXread-users', 'auth.read'], []],
    [[], []],
  ])('%p give %p', (patterns, expected) => {
    expect([...permitted(all, patterns)].sort()).toEqual([...expected].sort());
  });

  it('default to everything for owners, and everything but operators and what customers wrote for operators', () => {
    const { roles } = authOptions.parse({});
    expect(permitted(all, roles.owner).size).toBe(all.length);
    expect(permitted(all, roles.operator).has('auth.manage-operators')).toBe(false);
    expect(permitted(all, roles.operator).has('sync.disclose-event')).toBe(false);
    expect([...permitted(all, roles.auditor)]).toEqual(['auth.read-users', 'backup.read', 'sync.read']);
    expect([...permitted(all, roles.support)].sort()).toEqual(
      ['auth.end-session', 'auth.read-users', 'backup.read', 'sync.read'].sort(),
    );
  });
});

describe('options', () => {
  it.each([
    [{ accessSeconds: 601 }],
    [{ refreshWindowSeconds: 31 }],
    [{ clockToleranceSeconds: 61 }],
    [{ customers: { idle: 100, absolute: 10 } }],
    [{ hashing: { memoryKiB: 4096 } }],
    [{ confirm: { codeSeconds: 601 } }],
  ])('refuse %p', (options) => {
    expect(authOptions.safeParse(options).success).toBe(false);
  });
});
