/** A change of address: asked for, proven, told to the old one. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { reset } from '../../plugins/reset/backend/reset.plugin.js';
import { addressChanges, freshAddress, sortedStatuses } from '../support/address-change.js';
import {
  authForTests,
  confirmationOf,
  confirmed,
  PASSWORD,
  type SignedIn,
  signIn,
  signUp,
} from '../support/customer.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';

const CHOSEN = 'a heron waits by the lock';

describe('a change of address', () => {
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

  it('counts when the new address is proven by its link; both are told; sessions and devices stay', async () => {
    const wanted = freshAddress();
    expect((await change.ask(ada, wanted).expect(202)).body).toEqual({ status: 'confirmation_sent' });
    expect(await change.emailOf(ada.userId)).toBe(ada.email);
    const { link, token } = await change.keyIn('confirm-new-address', wanted);
    expect([link.origin, link.pathname]).toEqual([house.config.publicUrl, '/change-address']);
    expect((await change.post('/confirm', { token }).expect(200)).body).toEqual({ status: 'changed' });
    expect(await change.emailOf(ada.userId)).toBe(wanted);
    expect(await change.codeOf(ada)).toBeUndefined();
    expect((await change.as(ada, 'get').expect(200)).body).toEqual({ email: wanted, pending: null });
    expect(await change.mailed('address-changed', wanted)).toHaveLength(1);
    expect((await change.mailed('address-moved', ada.email))[0]?.data.newEmail).toBe('n•••@example.net');
    await house.request().post('/api/auth/login').send({ email: ada.email, password: PASSWORD }).expect(401);
    await signIn(house, wanted, PASSWORD, ada.agent);
    expect(await change.mailed('new-device', wanted)).toEqual([]);
  });

  it('counts when the code is typed where it was asked for, and only there', async () => {
    const wanted = freshAddress();
    await change.ask(ada, wanted).expect(202);
    const { code } = await change.keyIn('confirm-new-address', wanted);
    const eve = await signIn(house, await confirmed(house));
    expect((await change.as(eve, 'post', '/code').send({ code }).expect(400)).body.code).toBe('invalid_code');
    await change
      .as(ada, 'post', '/code')
      .send({ code: code.toLowerCase().replace('-', ' ') })
      .expect(200);
    expect(await change.emailOf(ada.userId)).toBe(wanted);
  });

  it('gives the code five tries', async () => {
    const wanted = freshAddress();
    await change.ask(ada, wanted).expect(202);
    const { code, token } = await change.keyIn('confirm-new-address', wanted);
    const wrong = code.startsWith('A') ? `B${code.slice(1)}` : `A${code.slice(1)}`;
    for (let tries = 0; tries < 5; tries += 1) await change.as(ada, 'post', '/code').send({ code: wrong }).expect(400);
    expect((await change.as(ada, 'post', '/code').send({ code }).expect(400)).body.code).toBe('invalid_code');
    await change.post('/confirm', { token }).expect(200);
  });

  it('wants a recent sign-in', async () => {
    house.clock.advance(601_000);
    const late = { ...ada };
    const refreshed = await ada.agent.post('/api/auth/refresh').expect(200);
    late.bearer = `Bearer ${refreshed.body.accessToken}`;
    expect((await change.ask(late, freshAddress()).expect(403)).body.code).toBe('reauthentication_required');
    await ada.agent
      .post('/api/auth/reauthenticate')
      .set('Authorization', late.bearer)
      .send({ password: PASSWORD })
      .expect(200);
    await change.ask(late, freshAddress()).expect(202);
  });

  it('answers alike for an address that somebody has, whose owner is told instead', async () => {
    const owner = await confirmed(house);
    const eve = await signIn(house, await confirmed(house));
    const rowsOf = async (tables: readonly string[]) =>
      Promise.all(
        tables.map(async (table) => (await house.dataSource.query(`SELECT count(*)::int AS n FROM ${table}`))[0].n),
      );
    const tables = ['house_mail', 'auth_token', 'auth_address_change', 'house_audit', 'graphile_worker._private_jobs'];
    const writes: number[][] = [];
    const answers = [];
    for (const [person, wanted] of [
      [ada, freshAddress()],
      [eve, owner.toUpperCase()],
    ] as const) {
      const before = await rowsOf(tables);
      const { status, body, headers } = await change.ask(person, wanted);
      answers.push({ status, body, headers: Object.keys(headers).sort() });
      const after = await rowsOf(tables);
      writes.push(after.map((count, index) => count - (before[index] ?? 0)));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(writes[1]).toEqual(writes[0]);
    const shown = (await change.as(eve, 'get').expect(200)).body;
    expect(shown.pending.new).toBe(owner.toUpperCase());
    expect(await change.mailed('address-wanted', owner)).toHaveLength(1);
    expect(await change.mailed('confirm-new-address', owner.toUpperCase())).toEqual([]);
    await signIn(house, owner);
  });

  it('shows what waits, sends it again once a minute, and can be given up', async () => {
    const wanted = freshAddress();
    await change.ask(ada, wanted).expect(202);
    const first = await change.keyIn('confirm-new-address', wanted);
    const { pending } = (await change.as(ada, 'get').expect(200)).body;
    expect(pending).toMatchObject({ new: wanted });
    expect(Date.parse(pending.resendAt) - Date.parse(pending.requestedAt)).toBeLessThanOrEqual(61_000);
    const early = await change.as(ada, 'post', '/resend').expect(429);
    expect(early.body).toMatchObject({ code: 'too_many_mails', retryAfter: 60 });
    house.clock.advance(61_000);
    await change.as(ada, 'post', '/resend').expect(202);
    const second = await change.keyIn('confirm-new-address', wanted);
    expect((await change.post('/confirm', { token: first.token }).expect(410)).body.code).toBe('token_expired');
    await change.as(ada, 'delete').expect(204);
    await change.as(ada, 'delete').expect(204);
    expect((await change.as(ada, 'get').expect(200)).body.pending).toBeNull();
    expect((await change.post('/confirm', { token: second.token }).expect(410)).body.code).toBe('token_expired');
    expect((await change.as(ada, 'post', '/code').send({ code: second.code }).expect(400)).body.code).toBe(
      'invalid_code',
    );
    expect((await change.as(ada, 'post', '/resend').expect(409)).body.code).toBe('no_address_change');
  });

  it('may be corrected at once; three mails in ten minutes are all', async () => {
    const [mistyped, right] = [freshAddress(), freshAddress()];
    await change.ask(ada, mistyped).expect(202);
    await change.ask(ada, right).expect(202);
    expect((await change.ask(ada, right).expect(429)).body.code).toBe('too_many_mails');
    const { token } = await change.keyIn('confirm-new-address', mistyped);
    expect((await change.post('/confirm', { token }).expect(410)).body.code).toBe('token_expired');
    await change.ask(ada, freshAddress()).expect(202);
    expect((await change.ask(ada, freshAddress()).expect(429)).body).toMatchObject({
      code: 'too_many_mails',
      retryAfter: 600,
    });
  });

  it.each([
    ['the same address', async () => ada.email.toUpperCase(), 400, 'address_same'],
    ['no address', async () => 'nobody', 400, 'invalid_request'],
  ])('refuses %s', async (_, wanted, status, code) => {
    const { body } = await change.ask(ada, await wanted()).expect(status);
    expect(body).toMatchObject({ code, errors: { new: expect.any(String) } });
  });

  it('takes an address from a sign-up that nobody proved', async () => {
    const wanted = freshAddress();
    await signUp(house, wanted, 'the pass phrase of a squatter');
    const squatting = await confirmationOf(house, wanted);
    await change.move(ada, wanted);
    expect(await change.emailOf(ada.userId)).toBe(wanted);
    await house.request().post('/api/auth/confirm').send({ token: squatting.token }).expect(410);
  });

  it('is made once, also when twenty press at the same time', async () => {
    const wanted = freshAddress();
    await change.ask(ada, wanted).expect(202);
    const { token } = await change.keyIn('confirm-new-address', wanted);
    const answers = await Promise.all(Array.from({ length: 20 }, () => change.post('/confirm', { token })));
    expect(sortedStatuses(answers)).toEqual([200, ...Array(19).fill(410)]);
    expect(await change.mailed('address-moved', ada.email)).toHaveLength(1);
  });

  it('gives an address to one of twenty who want it at the same time; the others keep theirs', async () => {
    const wanted = freshAddress();
    const people: TestPerson[] = [];
    for (let count = 0; count < 20; count += 1) people.push(await aCustomer(house));
    for (const person of people) {
      await change.ask(person, wanted).expect(202);
      // Days lie between them, as an address gets three such mails in ten minutes.
      await house.dataSource.query('TRUNCATE house_mail_allowance');
    }
    const tokens = (await change.mailed('confirm-new-address', wanted)).map(({ data }) =>
      new URLSearchParams(new URL(String(data.link)).hash.slice(1)).get('token'),
    );
    expect(new Set(tokens).size).toBe(20);
    const answers = await Promise.all(tokens.map((token) => change.post('/confirm', { token })));
    expect(sortedStatuses(answers)).toEqual([200, ...Array(19).fill(409)]);
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(
      new Set(['address_taken']),
    );
    const emails = await Promise.all(people.map(({ id }) => change.emailOf(id)));
    expect(emails.filter((email) => email === wanted)).toHaveLength(1);
  }, 60_000);

  it('makes recovery mails to the old address worth nothing', async () => {
    await house.request().post('/api/reset/request').send({ email: ada.email }).expect(202);
    await house.runJobs();
    const mail = (await house.mails(ada.email)).find(({ template }) => template === 'reset.recover-account');
    const token = new URLSearchParams(new URL(String(mail?.data.link)).hash.slice(1)).get('token');
    await change.move(ada, freshAddress());
    await house.request().post('/api/reset/complete').send({ token, password: CHOSEN }).expect(410);
  });

  it('is refused while the account is suspended', async () => {
    const wanted = freshAddress();
    await change.ask(ada, wanted).expect(202);
    const olga = await anOperator(house);
    await house
      .request()
      .post(`/api/console/users/${ada.userId}/suspend`)
      .set('Authorization', olga.bearer)
      .send({ reason: 'Looked into' })
      .expect(200);
    const { token } = await change.keyIn('confirm-new-address', wanted);
    expect((await change.post('/confirm', { token }).expect(410)).body.code).toBe('token_expired');
    expect(await change.emailOf(ada.userId)).toBe(ada.email);
  });
});
