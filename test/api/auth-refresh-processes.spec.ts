/** One refresh token at two server processes, which share nothing but the database. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { authForTests, confirmed, cookieIn, PASSWORD } from '../support/customer.js';
import { type SpawnedProcess, spawnTypescript } from '../support/spawn-typescript.js';

describe('two server processes', () => {
  let house: TestHouse;
  let email: string;
  const servers: SpawnedProcess[] = [];
  const urls: string[] = [];

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
    email = await confirmed(house);
    const env = { AUTH_DATABASE_URL: house.databaseUrl, AUTH_PUBLIC_URL: house.config.publicUrl };
    // One after the other: both would look for a free port at the same time.
    for (let each = 0; each < 2; each += 1) {
      const server = spawnTypescript('test/fixtures/auth-process/server.ts', {
        ...env,
        JEST_WORKER_ID: `${17 + each}`,
      });
      servers.push(server);
      urls.push((await server.said('ready', 60_000)).slice('ready '.length));
    }
  }, 120_000);
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await house?.close();
  });

  const open = async () => {
    const answer = await house.request().post('/api/auth/login').send({ email, password: PASSWORD }).expect(200);
    return { id: answer.body.session.id as string, token: cookieIn(answer) };
  };
  const refresh = async (token: string, process: number) => {
    const answer = await fetch(`${urls[process % 2]}/api/auth/refresh`, {
      method: 'POST',
      headers: {
        'X-Purser-Client': 'portal',
        'Sec-Fetch-Site': 'same-origin',
        Cookie: `purser-session=${token}`,
      },
    });
    const body = (await answer.json()) as { code?: string; accessToken?: string };
    const successor = /^purser-session=([^;]+)/.exec(answer.headers.getSetCookie()[0] ?? '')?.[1];
    return { status: answer.status, code: body.code, accessToken: body.accessToken, successor };
  };
  const row = async (id: string) => (await house.dataSource.query('SELECT * FROM auth_session WHERE id = $1', [id]))[0];

  it('give twenty simultaneous refreshes one successor, move the row once, and take each other’s tokens', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, token } = await open();
      const answers = await Promise.all(Array.from({ length: 20 }, (_, each) => refresh(token, each)));
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
      expect(new Set(answers.map(({ successor }) => successor)).size).toBe(1);
      expect(await row(id)).toMatchObject({ refresh_generation: 1, ended_at: null });
      const me = await fetch(`${urls[1]}/api/auth/me`, {
        headers: { Authorization: `Bearer ${answers[0]?.accessToken}` },
      });
      expect(me.status).toBe(200);
    }
  });

  it('give the other the same when the answer of one is lost with it', async () => {
    const { id, token } = await open();
    const lost = await refresh(token, 0);
    const again = await refresh(token, 1);
    expect(again).toMatchObject({ status: 200, successor: lost.successor });
    expect((await row(id)).refresh_generation).toBe(1);
  });

  it('end a session whose token is too old, at whichever of them it turns up, and no other', async () => {
    const stolen = await open();
    const untouched = await open();
    const second = (await refresh(stolen.token, 0)).successor ?? '';
    await refresh(second, 1);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, each) => refresh(stolen.token, each)));
    expect(answers.map(({ status, code }) => [status, code])).toEqual(Array(20).fill([401, 'refresh_reused']));
    expect((await row(stolen.id)).end_reason).toBe('refresh_reused');
    expect((await refresh(untouched.token, 1)).status).toBe(200);
  });
});
