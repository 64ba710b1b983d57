import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { anOperator, type TestPerson } from '../support/people.js';
import { as } from '../support/workspaces.js';

const PEOPLE = 12_000;
const ID = (n: string) => `('01890000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
/** Two out of three belong to the large one, the others in fours to small ones. */
const HOME = `CASE WHEN n % 3 > 0 THEN 0 ELSE 1 + n / 12 END`;

interface Row {
  readonly userEmail: string;
  readonly workspaceName: string;
  readonly ownerEmail: string;
}

describe('lists of memberships and workspaces, long enough that they are not joined and sorted as a whole', () => {
  let house: TestHouse;
  let operator: TestPerson;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [auth(), workspace()] });
    operator = await anOperator(house);
    await house.dataSource.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query(
        `INSERT INTO auth_user (id, email, email_key, name, locale, created_at, updated_at)
         SELECT ${ID('n')}, 'Crew-' || n || '@Ship.example', 'crew-' || n || '@ship.example',
                CASE WHEN n % 4 = 0 THEN 'Ada ' ELSE 'Bo ' END || n, 'en', now(), now() FROM generate_series(1, ${PEOPLE}) n`,
      );
      await tx.query(
        `INSERT INTO workspace (id, name, name_key, owner_id, created_at, updated_at)
         SELECT ${ID('n')}, CASE WHEN n % 50 = 3 THEN 'Lantern ' ELSE 'Deck ' END || n % 700, 'deck ' || n, ${ID('1 + n')}, now(), now() FROM generate_series(0, 1 + ${PEOPLE / 12}) n`,
      );
      await tx.query('UPDATE workspace SET search_text = workspace_search_text(name, owner_id)');
      await tx.query(
        `INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
         SELECT ${ID('n')}, ${ID(HOME)}, ${ID('n')}, 'member', now() + n * interval '1 second', now()
         FROM generate_series(1, ${PEOPLE}) n`,
      );
    });
    await house.dataSource.query('ANALYZE');
  });
  afterAll(() => house.close());

  const list = async (
    resource: string,
    query: { filter?: object; sort?: [string, string]; range?: [number, number] },
  ) => {
    const words = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, JSON.stringify(value)]));
    const { body, headers } = await as(house, operator, 'get', `/api/console/${resource}?${words}`).expect(200);
    return { rows: body as Row[], range: String(headers['content-range']) };
  };
  const JOINED =
    'workspace_membership m JOIN workspace w ON w.id = m.workspace_id JOIN auth_user u ON u.id = m.user_id';

  it.each([
    ['a whole address, in any case', 'CREW-77@ship.example', 1],
    ['the beginning of one', 'crew-77@', 1],
    ['a part of an address', 'rew-1199', 11],
    ['a name of many, and a word of few', 'ada 11996', 1],
    ['words of two tables', 'deck rew-1199', 11],
    ['nobody', 'nobody@ship', 0],
    ['signs that LIKE knows', 'crew_77@', 0],
  ])('memberships are found by %s', async (_, q, found) => {
    const { rows, range } = await list('memberships', { filter: { q } });
    expect(rows).toHaveLength(found);
    expect(range).toBe(found ? `memberships 0-${found - 1}/${found}` : 'memberships */0');
  });

  it.each(['ada', 'deck', 'bo deck', 'deck 0', 'crew-1'])(
    'pages of “%s”, which many answer to, are the right ones',
    async (q) => {
      const holds = q.split(' ').map((word) => `concat_ws('|', w.name, u.email, u.name) ILIKE '%${word}%'`);
      // The first page of a short word is found on a walk through the newest, the others are not.
      for (const from of [0, 30]) {
        const truth: { email: string }[] = await house.dataSource.query(
          `SELECT u.email FROM ${JOINED} WHERE ${holds.join(' AND ')} ORDER BY m.created_at DESC, m.id DESC OFFSET ${from} LIMIT 10`,
        );
        const { rows } = await list('memberships', { filter: { q }, range: [from, from + 9] });
        expect(rows.map((row) => row.userEmail)).toEqual(truth.map((row) => row.email));
      }
    },
  );

  it.each([
    ['userEmail', 'ASC', 0],
    ['userEmail', 'DESC', 11_777],
    ['userName', 'ASC', 10_500],
    ['workspaceName', 'ASC', 5],
    ['workspaceName', 'ASC', 10_100],
    ['workspaceName', 'DESC', 11_990],
  ])('memberships by %s %s begin at row %i where they should', async (column, direction, from) => {
    const by = { userEmail: 'u.email, u.id', userName: 'u.name, u.id', workspaceName: 'w.name, w.id' }[column] ?? '';
    const order = [...by.split(', '), 'm.id'].map((sql) => `${sql} ${direction}`).join(', ');
    const truth: { email: string }[] = await house.dataSource.query(
      `SELECT u.email FROM ${JOINED} ORDER BY ${order} LIMIT 10 OFFSET ${from}`,
    );
    const { rows, range } = await list('memberships', { sort: [column, direction], range: [from, from + 9] });
    expect(rows.map((row) => row.userEmail)).toEqual(truth.map((row) => row.email));
    expect(range).toBe(`memberships ${from}-${from + 9}/${PEOPLE}`);
  });

  it('an order by somebody else’s column goes with a filter', async () => {
    const { rows } = await list('memberships', { sort: ['userEmail', 'ASC'], filter: { workspaceId: idOf(5) } });
    const emails = rows.map((row) => row.userEmail);
    expect(emails).toHaveLength(4);
    expect(emails).toEqual([...emails].sort());
  });

  it.each([
    'deck',
    'deck 699',
    'deck 12',
    'deck crew-119',
    'deck bo 11',
    'nobody deck',
    'lantern',
    'lantern ada',
    'lantern crew-5',
    '@ship lantern 3',
  ])('workspaces that answer to “%s” are the right ones in their order', async (q) => {
    const holds = q.split(' ').map((word) => `concat_ws('|', w.name, u.email, u.name) ILIKE '%${word}%'`);
    const truth: { email: string }[] = await house.dataSource.query(
      `SELECT u.email FROM workspace w JOIN auth_user u ON u.id = w.owner_id WHERE ${holds.join(' AND ')}
          ORDER BY w.created_at DESC, w.id DESC`,
    );
    const emails = truth.map((row) => row.email);
    for (const from of [0, 30]) {
      const { rows, range } = await list('workspaces', { filter: { q }, range: [from, from + 9] });
      expect(rows.map((row) => row.ownerEmail)).toEqual(emails.slice(from, from + 10));
      expect(range).toMatch(new RegExp(`/${truth.length}$`));
    }
  });

  it('workspaces are found by their owner, and sorted by them', async () => {
    const found = await list('workspaces', { filter: { q: 'deck crew-9@' } });
    expect(found.rows.map((row) => row.ownerEmail)).toEqual(['Crew-9@Ship.example']);
    const { rows } = await list('workspaces', { sort: ['ownerEmail', 'DESC'], range: [0, 1] });
    expect(rows.map((row) => row.ownerEmail)).toEqual(['Crew-9@Ship.example', 'Crew-99@Ship.example']);
  });
});

function idOf(n: number): string {
  return `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}
