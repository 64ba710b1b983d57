/** What twenty at once, two processes and lost answers do to one refresh token. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { RefreshRotation } from '../../plugins/auth/backend/session/refresh-rotation.service.js';
import { CustomerSessions } from '../../plugins/auth/backend/session/session-tables.js';
import { authForTests, confirmed, cookieIn, PASSWORD } from '../support/customer.js';

const SAME_ORIGIN = { 'X-Purser-Client': 'portal', 'Sec-Fetch-Site': 'same-origin' };

describe('refreshes at the same time', () => {
  let house: TestHouse;
  let other: TestHouse;
  let email: string;

  beforeAll(async () => {
    const plugins = () => [authForTests({ refreshLimit: { points: 1_000 } })];
    house = await createTestHouse({ plugins: plugins() });
    const { publicUrl, consoleUrl } = house.config;
    other = await createTestHouse({ plugins: plugins(), beside: house, config: { publicUrl, consoleUrl } });
    email = await confirmed(house);
  });
  afterAll(async () => {
    await other?.close();
    await house?.close();
  });

  const open = async () => {
    const answer = await house.request().post('/api/auth/login').send({ email, password: PASSWORD }).expect(200);
    return { id: answer.body.session.id as string, token: cookieIn(answer) };
  };
  const refresh = (token: string, at = house) =>
    at.request().post('/api/auth/refresh').set(SAME_ORIGIN).set('Cookie', `purser-session=${token}`);
  const row = async (id: string) => (await house.dataSource.query('SELECT * FROM auth_session WHERE id = $1', [id]))[0];
  /** Rotates without HTTP between, so that what comes first is certain. */
  const rotate = async (wire: string, at = house) => {
    const sessions = at.get(CustomerSessions);
    const token = await sessions.read(wire);
    if (!token) throw new Error('no token of ours');
    return at.get(RefreshRotation).rotate(sessions, token);
  };

  it.each([
    ['one process', () => [house]],
    ['two processes', () => [house, other]],
  ])('of one token give one successor and move the row once, in %s', async (_, processes) => {
    const { id, token } = await open();
    const at = processes();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, each) => refresh(token, at[each % at.length])));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map((answer) => cookieIn(answer))).size).toBe(1);
    expect(await row(id)).toMatchObject({ refresh_generation: 1, ended_at: null });
  });

  it.each([
    ['one process', () => [house]],
    ['two processes', () => [house, other]],
  ])('give the same again when the answer to the first is lost, in %s', async (_, processes) => {
    const { id, token } = await open();
    const at = processes();
    const [first, ...others] = await Promise.all(
      Array.from({ length: 20 }, (_, each) => refresh(token, at[each % at.length])),
    );
    // Nobody keeps what the first was told; everybody asks again with the token they still have.
    const again = await Promise.all(others.map((_, each) => refresh(token, at[(each + 1) % at.length])));
    const successor = first ? cookieIn(first) : '';
    expect(again.map((answer) => [answer.status, cookieIn(answer)])).toEqual(again.map(() => [200, successor]));
    expect((await row(id)).refresh_generation).toBe(1);
    await refresh(successor).expect(200);
  });

  it('are never judged by what came after them: twenty go on with what they were given, at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, token } = await open();
      const chain = async () => {
        const kinds: string[] = [];
        let wire = token;
        for (let step = 0; step < 3; step += 1) {
          const rotation = await rotate(wire);
          kinds.push(rotation.kind);
          if ('refreshToken' in rotation) wire = rotation.refreshToken;
        }
        return kinds;
      };
      const kinds = (await Promise.all(Array.from({ length: 20 }, chain))).flat();
      expect(kinds.filter((kind) => kind !== 'rotated' && kind !== 'repeated')).toEqual([]);
      expect(kinds.filter((kind) => kind === 'rotated')).toHaveLength(3);
      expect(await row(id)).toMatchObject({ refresh_generation: 3, ended_at: null });
    }
  });

  it('are judged by what the row was when their statement began, when another process moves it twice meanwhile', async () => {
    const { id, token } = await open();
    // Holds the row, so that the refresh of the other process has to wait in the middle of its statement.
    const holder = house.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM auth_session WHERE id = $1 FOR UPDATE', [id]);
    const waiting = rotate(token, other);
    await waitUntil(async () => {
      const [blocked] = await house.dataSource.query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'WITH moved%'`,
      );
      return blocked !== undefined;
    });
    // As two rotations leave it.
    await holder.query(
      `UPDATE auth_session SET refresh_generation = 2, refresh_previous_hash = '\\x01', refresh_hash = '\\x02' WHERE id = $1`,
      [id],
    );
    await holder.commitTransaction();
    await holder.release();
    expect((await waiting).kind).toBe('repeated');
    expect((await row(id)).ended_at).toBeNull();
    // The same token after that is an old one.
    expect(await rotate(token, other)).toMatchObject({ kind: 'spent', reason: 'refresh_reused' });
  });

  it('give nothing when the session ends while they wait for its row', async () => {
    const { id, token } = await open();
    const holder = house.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`UPDATE auth_session SET ended_at = now(), end_reason = 'ended_by_operator' WHERE id = $1`, [
      id,
    ]);
    const waiting = Promise.all(Array.from({ length: 20 }, (_, each) => refresh(token, each % 2 ? house : other)));
    await new Promise((resolve) => setTimeout(resolve, 150));
    await holder.commitTransaction();
    await holder.release();
    for (const { status, body } of await waiting) expect([status, body.code]).toEqual([401, 'ended_by_operator']);
  });
});

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not come to that');
}
