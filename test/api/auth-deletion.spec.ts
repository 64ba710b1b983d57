/** An account goes for good, and nothing of the person is left but a row that is nobody. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { authForTests, confirmed, mailsTo, PASSWORD, type SignedIn, signIn } from '../support/customer.js';
import { anOperator, type TestPerson } from '../support/people.js';

const MINUTE_MS = 60_000;
const REASON = { reason: 'Asked by letter, case 12' };

describe('an account', () => {
  let house: TestHouse;
  let ada: SignedIn;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests(), workspace()] });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await signIn(house, await confirmed(house));
  });

  const remove = (person: SignedIn) => house.request().delete('/api/auth/me').set('Authorization', person.bearer);
  const removeFor = (operator: TestPerson, id: string) =>
    house.request().delete(`/api/console/users/${id}`).set('Authorization', operator.bearer).send(REASON);
  const aWorkspace = async (name: string): Promise<string> => {
    const answer = await house.request().post('/api/workspaces').set('Authorization', ada.bearer).send({ name });
    return answer.body.id;
  };
  const row = async (id: string) => (await house.dataSource.query('SELECT * FROM auth_user WHERE id = $1', [id]))[0];

  it('is deleted by its person, who is told why every device is signed out, and may come anew', async () => {
    const phone = await signIn(house, ada.email);
    await remove(ada).expect(204);
    expect((await remove(ada).expect(401)).body.code).toBe('account_deleted');
    expect((await phone.agent.post('/api/auth/refresh').expect(401)).body.code).toBe('account_deleted');
    const login = { email: ada.email, password: PASSWORD };
    expect((await house.request().post('/api/auth/login').send(login).expect(401)).body.code).toBe(
      'invalid_credentials',
    );
    expect((await mailsTo(house, ada.email)).map(({ template }) => template)).toContain('auth.account-deleted');
    const again = await signIn(house, await confirmed(house, ada.email));
    expect(again.userId).not.toBe(ada.userId);
  });

  it('leaves nothing that names the person', async () => {
    await house.request().post('/api/auth/password/forgot').send({ email: ada.email });
    await remove(ada).expect(204);
    expect(await row(ada.userId)).toMatchObject({
      email: `deleted-${ada.userId}@deleted.invalid`,
      name: 'Deleted account',
      password_hash: null,
    });
    for (const table of ['auth_token', 'auth_device', 'auth_address_change']) {
      expect(await house.dataSource.query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [ada.userId])).toEqual([]);
    }
    await expect(
      house.dataSource.query(`UPDATE auth_user SET password_hash = 'x' WHERE id = $1`, [ada.userId]),
    ).rejects.toThrow('auth_user_deleted_is_nobody');
    const [entry] = await house.dataSource.query(
      `SELECT entry::json->'by'->>'userId' AS by FROM house_audit WHERE what = 'auth.user-deleted' AND subject_id = $1`,
      [ada.userId],
    );
    expect(entry).toBeDefined();
  });

  it('stays whole while a workspace would be left without an owner, and is told which', async () => {
    const id = await aWorkspace('Harbour');
    const { body } = await remove(ada).expect(409);
    expect(body).toMatchObject({ code: 'last_owner', workspaces: [{ id, name: 'Harbour' }] });
    expect(await row(ada.userId)).toMatchObject({ email: ada.email, deleted_at: null });
    await house.request().get('/api/auth/me').set('Authorization', ada.bearer).expect(200);
    const { body: seen } = await house.request().get(`/api/workspaces/${id}`).set('Authorization', ada.bearer);
    await house
      .request()
      .delete(`/api/workspaces/${id}`)
      .set('Authorization', ada.bearer)
      .send({ name: 'Harbour', version: seen.version })
      .expect(200);
    await remove(ada).expect(204);
  });

  it('asks for the password once more when the sign-in is old', async () => {
    house.clock.advance(11 * MINUTE_MS);
    const { body } = await ada.agent.post('/api/auth/refresh').expect(200);
    const later = { ...ada, bearer: `Bearer ${body.accessToken}` };
    expect((await remove(later).expect(403)).body.code).toBe('reauthentication_required');
    expect(await row(ada.userId)).toMatchObject({ email: ada.email });
  });

  it('is deleted once by twenty at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => remove(ada)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.every(({ status }) => [204, 401, 404].includes(status))).toBe(true);
  });

  it('is deleted by an operator with a reason, and is then nobody in the console', async () => {
    const support = await anOperator(house, ['support']);
    expect((await removeFor(support, ada.userId).expect(403)).body.code).toBe('forbidden');
    const owner = await anOperator(house);
    await house.request().delete(`/api/console/users/${ada.userId}`).set('Authorization', owner.bearer).expect(400);
    await removeFor(owner, ada.userId).expect(200);
    await removeFor(owner, ada.userId).expect(404);
    await house.request().get(`/api/console/users/${ada.userId}`).set('Authorization', owner.bearer).expect(404);
    expect((await house.request().get('/api/auth/me').set('Authorization', ada.bearer).expect(401)).body.code).toBe(
      'account_deleted',
    );
  });
});
