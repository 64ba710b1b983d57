/** Operators are invited by mail, and people hear of what operators decide about their account. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { CreateOperator } from '../../plugins/auth/backend/operator/create-operator.command.js';
import { authForTests, confirmed, signUp } from '../support/customer.js';
import { consoleBrowser, signInAsOperator } from '../support/operator-login.js';

const DAY = 86_400_000;
const CHOSEN = 'a heron waits by the lock';
let serial = 0;

describe('mails about operators’ work', () => {
  let house: TestHouse;
  let olga: Awaited<ReturnType<typeof signInAsOperator>>;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    olga = await signInAsOperator(house);
  });

  const act = (path: string, body: object = {}) =>
    house.request().post(`/api/console/${path}`).set('Authorization', olga.bearer).send(body);
  const post = (step: string, body: object) =>
    house.request().post(`/api/console/operator-invitations/${step}`).send(body);
  const invite = async () => {
    const email = `grace-${++serial}@example.org`;
    const { body } = await act('operators', { email, name: 'Grace', roles: ['support'], invite: true }).expect(201);
    return { email, id: body.id as string, body };
  };
  const newest = async (template: string, to: string) =>
    (await house.mails(to)).filter((mail) => mail.template === `auth.${template}`).at(-1);
  const tokenTo = async (email: string) => {
    const link = new URL(String((await newest('operator-invited', email))?.data.link));
    expect([link.origin, link.pathname]).toEqual([house.config.consoleUrl, '/console/first-password']);
    return new URLSearchParams(link.hash.slice(1)).get('token') ?? '';
  };
  const signsIn = (email: string, password: string) =>
    consoleBrowser(house).post('/api/console/session').send({ email, password });

  it('invite with a link, show no password, and let nobody in before one is chosen', async () => {
    const { email, body } = await invite();
    expect(body).toMatchObject({ email, invited: true, roles: ['support'] });
    expect(body).not.toHaveProperty('password');
    expect((await newest('operator-invited', email))?.data).toMatchObject({ by: olga.email, roles: 'support' });
    await signsIn(email, CHOSEN).expect(401);
    const token = await tokenTo(email);
    for (let times = 0; times < 3; times += 1) {
      expect((await post('check', { token }).expect(200)).body).toMatchObject({ email, name: 'Grace' });
    }
    expect((await post('accept', { token, password: 'graceful-graceful' }).expect(400)).body.code).toBe(
      'weak_password',
    );
    await post('accept', { token, password: CHOSEN }).expect(204);
    await signsIn(email, CHOSEN).expect(200);
    for (const step of ['check', 'accept']) {
      expect((await post(step, { token, password: CHOSEN }).expect(410)).body.code).toBe('token_used');
    }
  });

  it('are accepted once, also when twenty press at the same time', async () => {
    const { email } = await invite();
    const token = await tokenTo(email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('accept', { token, password: CHOSEN })));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    for (const { status } of answers) expect([204, 410, 503]).toContain(status);
  });

  it('can be sent again, which kills the link before; not to who has a password', async () => {
    const { email, id } = await invite();
    const first = await tokenTo(email);
    await act(`operators/${id}/invite`).expect(200);
    const second = await tokenTo(email);
    expect((await post('check', { token: first }).expect(410)).body.code).toBe('token_expired');
    await post('accept', { token: second, password: CHOSEN }).expect(204);
    expect((await act(`operators/${id}/invite`).expect(409)).body.code).toBe('not_invited');
  });

  it('end after seven days, and with a suspension', async () => {
    const { email, id } = await invite();
    const token = await tokenTo(email);
    await act(`operators/${id}/suspend`, { reason: 'Sent to the wrong person' }).expect(200);
    expect((await post('accept', { token, password: CHOSEN }).expect(410)).body.code).toBe('token_expired');
    const other = await invite();
    const late = await tokenTo(other.email);
    house.clock.advance(7 * DAY + 1);
    expect((await post('check', { token: late }).expect(410)).body.code).toBe('token_expired');
  });

  it('are sent by the command line, too, without a password on the screen', async () => {
    const email = `grace-${++serial}@example.org`;
    const lines: string[] = [];
    const options = { email, role: 'owner', invite: true } as const;
    await house.get(CreateOperator).run({ args: [], options, print: (line: string) => lines.push(line) });
    expect(lines.join('\n')).not.toContain('Password');
    await post('check', { token: await tokenTo(email) }).expect(200);
  });

  it('tell people that they are suspended and restored, with the reason only when it was meant for them', async () => {
    const email = await confirmed(house);
    const [{ id }] = await house.dataSource.query('SELECT id FROM auth_user WHERE email = $1', [email]);
    const reason = 'The invoice of May is not paid';
    await act(`users/${id}/suspend`, { reason }).expect(200);
    expect((await newest('account-suspended', email))?.data.reason).toBe('');
    await act(`users/${id}/restore`, { reason: 'It is paid', tellReason: true }).expect(200);
    expect((await newest('account-restored', email))?.data.reason).toBe('It is paid');
    await act(`users/${id}/suspend`, { reason, tellReason: true }).expect(200);
    expect((await newest('account-suspended', email))?.data.reason).toBe(reason);
    await act(`users/${id}/suspend`, { reason }).expect(409);
    expect((await house.mails(email)).filter(({ template }) => template === 'auth.account-suspended')).toHaveLength(2);
  });

  it('write to no address that nobody proved', async () => {
    const email = await signUp(house);
    const [{ id }] = await house.dataSource.query('SELECT id FROM auth_user WHERE email = $1', [email]);
    await act(`users/${id}/suspend`, { reason: 'A program' }).expect(200);
    expect(await newest('account-suspended', email)).toBeUndefined();
  });
});
