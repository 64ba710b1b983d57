/** The former address takes a change of address back. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { reset } from '../../plugins/reset/backend/reset.plugin.js';
import { addressChanges, freshAddress, sortedStatuses } from '../support/address-change.js';
import { authForTests, confirmed, PASSWORD, type SignedIn, signIn, signUp } from '../support/customer.js';

const DAY = 86_400_000;
const CHOSEN = 'a heron waits by the lock';

describe('a change of address, taken back by the old one', () => {
  let house: TestHouse;
  let change: ReturnType<typeof addressChanges>;
  let ada: SignedIn;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests(), reset({ perAddress: { points: 100_000 } })] });
    change = addressChanges(house);
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await signIn(house, await confirmed(house));
  });

  it('is looked at without being touched', async () => {
    const wanted = freshAddress();
    await change.move(ada, wanted);
    const { link, token } = await change.keyIn('address-moved', ada.email);
    expect([link.origin, link.pathname]).toEqual([house.config.publicUrl, '/undo-address']);
    for (let times = 0; times < 3; times += 1) {
      const { body } = await change.post('/undo/check', { token }).expect(200);
      expect(body).toMatchObject({ old: 'a•••@example.org', new: 'n•••@example.net' });
      await house.request().get('/undo-address');
      await house.request().head('/undo-address');
    }
    expect(await change.emailOf(ada.userId)).toBe(wanted);
  });

  it('ends every session, voids the password, and mails the way to a new one', async () => {
    const wanted = freshAddress();
    await change.move(ada, wanted);
    const { token } = await change.keyIn('address-moved', ada.email);
    expect((await change.post('/undo', { token }).expect(200)).body).toEqual({ status: 'undone' });
    expect(await change.emailOf(ada.userId)).toBe(ada.email);
    expect(await change.codeOf(ada)).toBe('account_disputed');
    for (const email of [ada.email, wanted]) {
      await house.request().post('/api/auth/login').send({ email, password: PASSWORD }).expect(401);
    }
    await house.runJobs();
    const mail = (await house.mails(ada.email)).find(({ template }) => template === 'reset.recover-account');
    const recovery = new URLSearchParams(new URL(String(mail?.data.link)).hash.slice(1)).get('token');
    await house.request().post('/api/reset/complete').send({ token: recovery, password: CHOSEN }).expect(204);
    await signIn(house, ada.email, CHOSEN);
    const audit = await house.dataSource.query(
      `SELECT entry::text AS entry FROM house_audit WHERE what = 'auth.address-change-undone' AND subject_id = $1`,
      [ada.userId],
    );
    expect(audit).toHaveLength(1);
    expect(audit[0].entry).not.toContain(token);
  });

  it('is done once, also when twenty press at the same time', async () => {
    await change.move(ada, freshAddress());
    const { token } = await change.keyIn('address-moved', ada.email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => change.post('/undo', { token })));
    expect(sortedStatuses(answers)).toEqual([200, ...Array(19).fill(410)]);
    expect(answers.filter(({ status }) => status === 410).every(({ body }) => body.code === 'token_used')).toBe(true);
  });

  it('works for seven days', async () => {
    await change.move(ada, freshAddress());
    const { token } = await change.keyIn('address-moved', ada.email);
    house.clock.advance(7 * DAY - 60_000);
    await change.post('/undo/check', { token }).expect(200);
    house.clock.advance(60_001);
    expect((await change.post('/undo', { token }).expect(410)).body.code).toBe('token_expired');
  });

  it('by the oldest owner undoes a whole chain, and what the thief could undo dies', async () => {
    const [second, third] = [freshAddress(), freshAddress()];
    await change.move(ada, second);
    await change.move(ada, third);
    const [oldest, later] = [
      await change.keyIn('address-moved', ada.email),
      await change.keyIn('address-moved', second),
    ];
    await change.post('/undo', { token: oldest.token }).expect(200);
    expect(await change.emailOf(ada.userId)).toBe(ada.email);
    expect((await change.post('/undo', { token: later.token }).expect(410)).body.code).toBe('token_expired');
    expect((await change.post('/undo/check', { token: later.token }).expect(410)).body.code).toBe('token_expired');
  });

  it('by a later one leaves the older one its way back', async () => {
    const [second, third] = [freshAddress(), freshAddress()];
    await change.move(ada, second);
    await change.move(ada, third);
    const [oldest, later] = [
      await change.keyIn('address-moved', ada.email),
      await change.keyIn('address-moved', second),
    ];
    await change.post('/undo', { token: later.token }).expect(200);
    expect(await change.emailOf(ada.userId)).toBe(second);
    await change.post('/undo', { token: oldest.token }).expect(200);
    expect(await change.emailOf(ada.userId)).toBe(ada.email);
  });

  it('also when somebody signed up with it meanwhile and did not prove it, or a next change waits', async () => {
    const wanted = freshAddress();
    await change.move(ada, wanted);
    await signUp(house, ada.email, 'the pass phrase of a squatter');
    const next = freshAddress();
    await change.ask(ada, next).expect(202);
    const waiting = await change.keyIn('confirm-new-address', next);
    await change.post('/undo', { token: (await change.keyIn('address-moved', ada.email)).token }).expect(200);
    expect(await change.emailOf(ada.userId)).toBe(ada.email);
    expect((await change.post('/confirm', { token: waiting.token }).expect(410)).body.code).toBe('token_expired');
  });

  it('not when another account proved the address meanwhile, which is told and spends nothing', async () => {
    await change.move(ada, freshAddress());
    await confirmed(house, ada.email);
    const { token } = await change.keyIn('address-moved', ada.email);
    expect((await change.post('/undo', { token }).expect(409)).body.code).toBe('address_taken');
    await change.post('/undo/check', { token }).expect(200);
  });
});
