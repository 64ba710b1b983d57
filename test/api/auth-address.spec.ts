/** A change of address: asked for, proven, told to the old one, taken back. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { reset } from '../../plugins/reset/backend/reset.plugin.js';
import {
  authForTests,
  confirmationOf,
  confirmed,
  PASSWORD,
  type SignedIn,
  signIn,
  signUp,
} from '../support/customer.js';
import { anOperator } from '../support/people.js';

const DAY = 86_400_000;
const CHOSEN = 'a heron waits by the lock';
let serial = 0;
const freshAddress = () => `new-${++serial}@example.net`;

describe('a change of address', () => {
  let house: TestHouse;
  let ada: SignedIn;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests(), reset({ perAddress: { points: 100_000 } })] });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await signIn(house, await confirmed(house));
  });

  const as = (person: SignedIn, method: 'get' | 'post' | 'delete', path = '') =>
    house.request()[method](`/api/auth/email${path}`).set('Authorization', person.bearer);
  const ask = (wanted: string, person = ada) => as(person, 'post').send({ new: wanted });
  const post = (path: string, body: object) => house.request().post(`/api/auth/email${path}`).send(body);
  const mailed = async (template: string, to: string) =>
    (await house.mails(to)).filter((mail) => mail.template === `auth.${template}`);
  const keyIn = async (template: string, to: string) => {
    const mail = (await mailed(template, to)).at(-1);
    if (!mail) throw new Error(`no ${template} to ${to}`);
    const link = new URL(String(mail.data.link));
    return { link, code: String(mail.data.code), token: new URLSearchParams(link.hash.slice(1)).get('token') ?? '' };
  };
  const emailOf = async (userId: string) =>
    (await house.dataSource.query('SELECT email FROM auth_user WHERE id = $1', [userId]))[0]?.email;
  const codeOf = async (bearer: string) =>
    (await house.request().get('/api/auth/me').set('Authorization', bearer)).body.code;
  const moved = async (person: SignedIn, to: string) => {
    await ask(to, person).expect(202);
    await post('/confirm', { token: (await keyIn('confirm-new-address', to)).token }).expect(200);
  };
  const statuses = (answers: { status: number }[]) =>
    answers.map(({ status }) => status).sort((one, other) => one - other);

  it('counts when the new address is proven by its link; both are told; sessions and devices stay', async () => {
    const wanted = freshAddress();
    expect((await ask(wanted).expect(202)).body).toEqual({ status: 'confirmation_sent' });
    expect(await emailOf(ada.userId)).toBe(ada.email);
    const { link, token } = await keyIn('confirm-new-address', wanted);
    expect([link.origin, link.pathname]).toEqual([house.config.publicUrl, '/change-address']);
    expect((await post('/confirm', { token }).expect(200)).body).toEqual({ status: 'changed' });
    expect(await emailOf(ada.userId)).toBe(wanted);
    expect(await codeOf(ada.bearer)).toBeUndefined();
    expect((await as(ada, 'get').expect(200)).body).toEqual({ email: wanted, pending: null });
    expect(await mailed('address-changed', wanted)).toHaveLength(1);
    expect((await mailed('address-moved', ada.email))[0]?.data.newEmail).toBe('n•••@example.net');
    await house.request().post('/api/auth/login').send({ email: ada.email, password: PASSWORD }).expect(401);
    await signIn(house, wanted, PASSWORD, ada.agent);
    expect(await mailed('new-device', wanted)).toEqual([]);
  });

  it('counts when the code is typed where it was asked for, and only there', async () => {
    const wanted = freshAddress();
    await ask(wanted).expect(202);
    const { code } = await keyIn('confirm-new-address', wanted);
    const eve = await signIn(house, await confirmed(house));
    expect((await as(eve, 'post', '/code').send({ code }).expect(400)).body.code).toBe('invalid_code');
    await as(ada, 'post', '/code')
      .send({ code: code.toLowerCase().replace('-', ' ') })
      .expect(200);
    expect(await emailOf(ada.userId)).toBe(wanted);
  });

  it('gives the code five tries', async () => {
    const wanted = freshAddress();
    await ask(wanted).expect(202);
    const { code, token } = await keyIn('confirm-new-address', wanted);
    const wrong = code.startsWith('A') ? `B${code.slice(1)}` : `A${code.slice(1)}`;
    for (let tries = 0; tries < 5; tries += 1) await as(ada, 'post', '/code').send({ code: wrong }).expect(400);
    expect((await as(ada, 'post', '/code').send({ code }).expect(400)).body.code).toBe('invalid_code');
    await post('/confirm', { token }).expect(200);
  });

  it('wants a recent sign-in', async () => {
    house.clock.advance(601_000);
    const late = { ...ada };
    const refreshed = await ada.agent.post('/api/auth/refresh').expect(200);
    late.bearer = `Bearer ${refreshed.body.accessToken}`;
    expect((await ask(freshAddress(), late).expect(403)).body.code).toBe('reauthentication_required');
    await ada.agent
      .post('/api/auth/reauthenticate')
      .set('Authorization', late.bearer)
      .send({ password: PASSWORD })
      .expect(200);
    await ask(freshAddress(), late).expect(202);
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
      const { status, body, headers } = await ask(wanted, person);
      answers.push({ status, body, headers: Object.keys(headers).sort() });
      const after = await rowsOf(tables);
      writes.push(after.map((count, index) => count - (before[index] ?? 0)));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(writes[1]).toEqual(writes[0]);
    const shown = (await as(eve, 'get').expect(200)).body;
    expect(shown.pending.new).toBe(owner.toUpperCase());
    expect(await mailed('address-wanted', owner)).toHaveLength(1);
    expect(await mailed('confirm-new-address', owner.toUpperCase())).toEqual([]);
    await signIn(house, owner);
  });

  it('shows what waits, sends it again once a minute, and can be given up', async () => {
    const wanted = freshAddress();
    await ask(wanted).expect(202);
    const first = await keyIn('confirm-new-address', wanted);
    const { pending } = (await as(ada, 'get').expect(200)).body;
    expect(pending).toMatchObject({ new: wanted });
    expect(Date.parse(pending.resendAt) - Date.parse(pending.requestedAt)).toBeLessThanOrEqual(61_000);
    const early = await as(ada, 'post', '/resend').expect(429);
    expect(early.body).toMatchObject({ code: 'too_many_mails', retryAfter: 60 });
    house.clock.advance(61_000);
    await as(ada, 'post', '/resend').expect(202);
    const second = await keyIn('confirm-new-address', wanted);
    expect((await post('/confirm', { token: first.token }).expect(410)).body.code).toBe('token_expired');
    await as(ada, 'delete').expect(204);
    await as(ada, 'delete').expect(204);
    expect((await as(ada, 'get').expect(200)).body.pending).toBeNull();
    expect((await post('/confirm', { token: second.token }).expect(410)).body.code).toBe('token_expired');
    expect((await as(ada, 'post', '/code').send({ code: second.code }).expect(400)).body.code).toBe('invalid_code');
    expect((await as(ada, 'post', '/resend').expect(409)).body.code).toBe('no_address_change');
  });

  it('may be corrected at once; three mails in ten minutes are all', async () => {
    const [mistyped, right] = [freshAddress(), freshAddress()];
    await ask(mistyped).expect(202);
    await ask(right).expect(202);
    expect((await ask(right).expect(429)).body.code).toBe('too_many_mails');
    const { token } = await keyIn('confirm-new-address', mistyped);
    expect((await post('/confirm', { token }).expect(410)).body.code).toBe('token_expired');
    await ask(freshAddress()).expect(202);
    expect((await ask(freshAddress()).expect(429)).body).toMatchObject({ code: 'too_many_mails', retryAfter: 600 });
  });

  it.each([
    ['the same address', async () => ada.email.toUpperCase(), 400, 'address_same'],
    ['no address', async () => 'nobody', 400, 'invalid_request'],
  ])('refuses %s', async (_, wanted, status, code) => {
    const { body } = await ask(await wanted()).expect(status);
    expect(body).toMatchObject({ code, errors: { new: expect.any(String) } });
  });

  it('takes an address from a sign-up that nobody proved', async () => {
    const wanted = freshAddress();
    await signUp(house, wanted, 'the pass phrase of a squatter');
    const squatting = await confirmationOf(house, wanted);
    await moved(ada, wanted);
    expect(await emailOf(ada.userId)).toBe(wanted);
    await house.request().post('/api/auth/confirm').send({ token: squatting.token }).expect(410);
  });

  it('is made once, also when twenty press at the same time', async () => {
    const wanted = freshAddress();
    await ask(wanted).expect(202);
    const { token } = await keyIn('confirm-new-address', wanted);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('/confirm', { token })));
    expect(statuses(answers)).toEqual([200, ...Array(19).fill(410)]);
    expect(await mailed('address-moved', ada.email)).toHaveLength(1);
  });

  it('gives an address to one of twenty who want it at the same time; the others keep theirs', async () => {
    const wanted = freshAddress();
    const people = await Promise.all(
      Array.from({ length: 20 }, async () => signIn(house, await confirmed(house, `racer-${++serial}@example.org`))),
    );
    for (const person of people) await ask(wanted, person).expect(202);
    const tokens = (await mailed('confirm-new-address', wanted)).map(({ data }) =>
      new URLSearchParams(new URL(String(data.link)).hash.slice(1)).get('token'),
    );
    expect(new Set(tokens).size).toBe(20);
    const answers = await Promise.all(tokens.map((token) => post('/confirm', { token })));
    expect(statuses(answers)).toEqual([200, ...Array(19).fill(409)]);
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(
      new Set(['address_taken']),
    );
    const emails = await Promise.all(people.map(({ userId }) => emailOf(userId)));
    expect(emails.filter((email) => email === wanted)).toHaveLength(1);
  }, 60_000);

  it('makes recovery mails to the old address worth nothing', async () => {
    await house.request().post('/api/reset/request').send({ email: ada.email }).expect(202);
    await house.runJobs();
    const mail = (await house.mails(ada.email)).find(({ template }) => template === 'reset.recover-account');
    const token = new URLSearchParams(new URL(String(mail?.data.link)).hash.slice(1)).get('token');
    await moved(ada, freshAddress());
    await house.request().post('/api/reset/complete').send({ token, password: CHOSEN }).expect(410);
  });

  it('is refused while the account is suspended', async () => {
    const wanted = freshAddress();
    await ask(wanted).expect(202);
    const olga = await anOperator(house);
    await house
      .request()
      .post(`/api/console/users/${ada.userId}/suspend`)
      .set('Authorization', olga.bearer)
      .send({ reason: 'Looked into' })
      .expect(200);
    const { token } = await keyIn('confirm-new-address', wanted);
    expect((await post('/confirm', { token }).expect(410)).body.code).toBe('token_expired');
    expect(await emailOf(ada.userId)).toBe(ada.email);
  });

  describe('taken back by the old address', () => {
    it('is looked at without being touched', async () => {
      const wanted = freshAddress();
      await moved(ada, wanted);
      const { link, token } = await keyIn('address-moved', ada.email);
      expect([link.origin, link.pathname]).toEqual([house.config.publicUrl, '/undo-address']);
      for (let times = 0; times < 3; times += 1) {
        const { body } = await post('/undo/check', { token }).expect(200);
        expect(body).toMatchObject({ old: 'a•••@example.org', new: 'n•••@example.net' });
        await house.request().get('/undo-address');
        await house.request().head('/undo-address');
      }
      expect(await emailOf(ada.userId)).toBe(wanted);
    });

    it('ends every session, voids the password, and mails the way to a new one', async () => {
      const wanted = freshAddress();
      await moved(ada, wanted);
      const { token } = await keyIn('address-moved', ada.email);
      expect((await post('/undo', { token }).expect(200)).body).toEqual({ status: 'undone' });
      expect(await emailOf(ada.userId)).toBe(ada.email);
      expect(await codeOf(ada.bearer)).toBe('account_disputed');
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
      await moved(ada, freshAddress());
      const { token } = await keyIn('address-moved', ada.email);
      const answers = await Promise.all(Array.from({ length: 20 }, () => post('/undo', { token })));
      expect(statuses(answers)).toEqual([200, ...Array(19).fill(410)]);
      expect(answers.filter(({ status }) => status === 410).every(({ body }) => body.code === 'token_used')).toBe(true);
    });

    it('works for seven days', async () => {
      await moved(ada, freshAddress());
      const { token } = await keyIn('address-moved', ada.email);
      house.clock.advance(7 * DAY - 60_000);
      await post('/undo/check', { token }).expect(200);
      house.clock.advance(60_001);
      expect((await post('/undo', { token }).expect(410)).body.code).toBe('token_expired');
    });

    it('by the oldest owner undoes a whole chain, and what the thief could undo dies', async () => {
      const [second, third] = [freshAddress(), freshAddress()];
      await moved(ada, second);
      await moved(ada, third);
      const [oldest, later] = [await keyIn('address-moved', ada.email), await keyIn('address-moved', second)];
      await post('/undo', { token: oldest.token }).expect(200);
      expect(await emailOf(ada.userId)).toBe(ada.email);
      expect((await post('/undo', { token: later.token }).expect(410)).body.code).toBe('token_expired');
      expect((await post('/undo/check', { token: later.token }).expect(410)).body.code).toBe('token_expired');
    });

    it('by a later one leaves the older one its way back', async () => {
      const [second, third] = [freshAddress(), freshAddress()];
      await moved(ada, second);
      await moved(ada, third);
      const [oldest, later] = [await keyIn('address-moved', ada.email), await keyIn('address-moved', second)];
      await post('/undo', { token: later.token }).expect(200);
      expect(await emailOf(ada.userId)).toBe(second);
      await post('/undo', { token: oldest.token }).expect(200);
      expect(await emailOf(ada.userId)).toBe(ada.email);
    });

    it('also when somebody signed up with it meanwhile and did not prove it, or a next change waits', async () => {
      const wanted = freshAddress();
      await moved(ada, wanted);
      await signUp(house, ada.email, 'the pass phrase of a squatter');
      const next = freshAddress();
      await ask(next).expect(202);
      const waiting = await keyIn('confirm-new-address', next);
      await post('/undo', { token: (await keyIn('address-moved', ada.email)).token }).expect(200);
      expect(await emailOf(ada.userId)).toBe(ada.email);
      expect((await post('/confirm', { token: waiting.token }).expect(410)).body.code).toBe('token_expired');
    });

    it('not when another account proved the address meanwhile, which is told and spends nothing', async () => {
      await moved(ada, freshAddress());
      await confirmed(house, ada.email);
      const { token } = await keyIn('address-moved', ada.email);
      expect((await post('/undo', { token }).expect(409)).body.code).toBe('address_taken');
      await post('/undo/check', { token }).expect(200);
    });
  });
});
