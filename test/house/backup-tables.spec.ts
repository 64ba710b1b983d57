import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { ownsTable } from '../../backend/assemble-checks.js';
import { house as houseMachines } from '../../backend/house.plugin.js';
import { plugins } from '../../backend/plugins.js';

/** What no plugin speaks for: the ledger of migrations, which every manifest holds by itself. */
const LEDGER = 'house_migration';

const entries = plugins({ SIGNING_KEYS: undefined });
const definitions = [houseMachines.definition, ...entries.map(({ definition }) => definition)];

describe('what backups take', () => {
  let house: TestHouse;
  let tables: string[];

  beforeAll(async () => {
    house = await createTestHouse({ plugins: entries });
    const rows: { name: string }[] = await house.dataSource.query(`
      SELECT c.relname AS name FROM pg_class c
       WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`);
    tables = rows.map(({ name }) => name).filter((name) => name !== LEDGER);
  });
  afterAll(() => house?.close());

  it('is declared for every table, by the plugin that owns it', () => {
    const undeclared = tables.filter(
      (table) => !definitions.some(({ name, backup }) => ownsTable(name, table) && backup?.tables[table]),
    );
    expect(undeclared).toEqual([]);
  });

  it('is declared for nothing that is not there', () => {
    const declared = definitions.flatMap(({ backup }) => Object.keys(backup?.tables ?? {}));
    expect(declared.filter((table) => !tables.includes(table))).toEqual([]);
    expect(new Set(declared).size).toBe(declared.length);
  });

  it('names only columns that are there', async () => {
    const columns: { of: string; name: string }[] = await house.dataSource.query(`
      SELECT table_name AS "of", column_name AS name FROM information_schema.columns WHERE table_schema = current_schema()`);
    const there = new Set(columns.map(({ of, name }) => `${of}.${name}`));
    const named = definitions.flatMap(({ backup }) =>
      Object.entries(backup?.tables ?? {}).flatMap(([table, how]) => {
        if (typeof how === 'string') return [];
        const { workspace, newIds = [], renewed = [], exported = {}, copied } = how;
        const owner = typeof workspace === 'string' ? [`${table}.${workspace}`] : [];
        const through =
          typeof workspace === 'object' ? [`${table}.${workspace.column}`, `${workspace.of}.${workspace.key}`] : [];
        const set = Object.keys((copied !== false && copied?.set) || {});
        const own = [...newIds, ...renewed, ...Object.keys(exported), ...set].map((column) => `${table}.${column}`);
        return [...owner, ...through, ...own];
      }),
    );
    expect(named.filter((column) => !there.has(column))).toEqual([]);
  });

  // What lets somebody in is never in a backup: whoever adds such a table has to think of it here as well.
  it('never holds sessions, one-time tokens, tickets or keys', () => {
    const secret = /session|token|ticket|device|_key|secret|operator_invitation|mail$|rate_limit|spent|queue/;
    const taken = definitions.flatMap(({ backup }) =>
      Object.entries(backup?.tables ?? {}).flatMap(([table, how]) =>
        how === 'nothing' || how === 'live' ? [] : [table],
      ),
    );
    expect(taken.length).toBeGreaterThan(5);
    expect(taken.filter((table) => secret.test(table))).toEqual([]);
  });
});
