import {
  defineWorkspaceActions,
  mayInWorkspace,
  type Role,
  reaches,
  roles,
  roleTable,
} from '../../../plugins/workspace/records.js';

describe('roles', () => {
  it('include each other: who may more, may all that who may less may', () => {
    for (const action of Object.keys(roleTable) as (keyof typeof roleTable)[]) {
      const may = roles.map((role) => mayInWorkspace(role, action));
      expect([action, may]).toEqual([action, [...may].sort((a, b) => Number(b) - Number(a))]);
      expect(may[0]).toBe(true);
    }
  });

  it.each<[Role, Role[]]>([
    ['owner', ['owner', 'admin', 'member', 'viewer']],
    ['admin', ['admin', 'member', 'viewer']],
    ['member', ['member', 'viewer']],
    ['viewer', ['viewer']],
  ])('%s reaches %j', (role, reached) => {
    expect(roles.filter((other) => reaches(role, other))).toEqual(reached);
  });

  it('may what other plugins define as well', () => {
    const actions = defineWorkspaceActions('backup', { export: ['owner', 'admin'] });
    expect(actions.export.name).toBe('backup.export');
    expect(roles.filter((role) => mayInWorkspace(role, actions.export))).toEqual(['owner', 'admin']);
  });
});
