import { Mailer } from '@purser/kit/backend/mail';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { houseOptions } from '../../backend/house.options.js';
import { suppressionRecord } from '../../backend/mail/suppression.records.js';
import { housePermissions } from '../../backend/names.js';
import { post, postcard } from '../fixtures/post/post.plugin.js';
import { type FakeSmtp, startFakeSmtp } from '../support/fake-smtp.js';

const REASON = { reason: 'asked on the phone' };

describe('the suppression list', () => {
  let smtp: FakeSmtp;
  let house: TestHouse;

  beforeAll(async () => {
    smtp = await startFakeSmtp();
    house = await createTestHouse({
      plugins: [post()],
      config: { machines: houseOptions.parse({ smtpUrl: smtp.url }) },
    });
  });
  afterAll(async () => {
    await house?.close();
    await smtp?.close();
  });
  beforeEach(async () => {
    smtp.letters.length = 0;
    await house.dataSource.query('TRUNCATE house_mail, house_mail_suppression');
  });

  const { readMails, manageMails, manageMailSuppressions } = housePermissions;
  const as = (
    method: 'get' | 'post' | 'delete',
    path: string,
    may = [readMails, manageMails, manageMailSuppressions],
  ) =>
    house
      .request()
      [method](`/api/console/${path}`)
      .set('Authorization', house.signedInAs(anOperator(may)));
  const add = (address: string) => as('post', 'suppressions').send({ address, ...REASON });
  const send = async (to: string) => {
    await house.dataSource.transaction((tx) =>
      house.get(Mailer).queue(tx, postcard, { to, locale: 'en', data: { text: 'x' }, key: `to:${to}` }),
    );
    await house.runJobs();
  };
  const rows = () => house.dataSource.query('SELECT * FROM house_mail ORDER BY queued_at');
  const audited = (id: string) =>
    house.dataSource.query('SELECT what, entry::json AS entry FROM house_audit WHERE subject_id = $1 ORDER BY at', [
      id,
    ]);

  it('keeps letters from an address, however it is written', async () => {
    await add('Ada@Example.org').expect(201);
    await send(' ada@EXAMPLE.org');
    await send('bo@example.org');
    expect(await rows()).toEqual([
      expect.objectContaining({ state: 'suppressed', attempts: 0, error: 'The address is on the suppression list.' }),
      expect.objectContaining({ state: 'sent' }),
    ]);
    expect(smtp.letters.map((letter) => letter.to)).toEqual([['bo@example.org']]);
    const { text } = await house.request().get('/metrics');
    expect(text).toContain('purser_mail_total{template="post.card",result="suppressed"} 1');
  });

  it('is listed, added to and taken from, with the reason in the audit trail', async () => {
    const added = await add('ada@example.org').expect(201);
    suppressionRecord.strict().parse(added.body);
    expect(added.body).toMatchObject({
      address: 'ada@example.org',
      reason: 'operator',
      detail: REASON.reason,
      by: 'operator@example.org',
    });
    expect((await add('ADA@example.org').expect(409)).body.code).toBe('already_suppressed');
    expect((await add('nobody').expect(400)).body.errors).toHaveProperty('address');
    const list = await as('get', `suppressions?filter=${encodeURIComponent('{"q":"ada","reason":["operator"]}')}`);
    expect(list.headers['content-range']).toBe('suppressions 0-0/1');
    expect(list.body).toEqual([added.body]);
    const { id } = added.body;
    await as('delete', `suppressions/${id}`).send({}).expect(400);
    expect((await as('delete', `suppressions/${id}`).send(REASON).expect(200)).body).toEqual(added.body);
    await as('delete', `suppressions/${id}`).send(REASON).expect(404);
    expect(await audited(id)).toEqual([
      { what: 'house.address-suppressed', entry: expect.objectContaining(REASON) },
      { what: 'house.address-unsuppressed', entry: expect.objectContaining(REASON) },
    ]);
  });

  it('wants the permission', async () => {
    const { id } = (await add('ada@example.org')).body;
    await as('get', 'suppressions', []).expect(403);
    await as('get', `suppressions/${id}`, [readMails]).expect(200);
    await as('post', 'suppressions', [readMails])
      .send({ address: 'bo@example.org', ...REASON })
      .expect(403);
    await as('delete', `suppressions/${id}`, [readMails, manageMails]).send(REASON).expect(403);
  });

  it('has to let an address go before its letter is sent again, which is another copy then', async () => {
    const { id } = (await add('ada@example.org')).body;
    await send('ada@example.org');
    const [mail] = await rows();
    expect((await as('post', `mails/${mail.id}/resend`).expect(409)).body.code).toBe('mail_suppressed');
    await as('delete', `suppressions/${id}`).send(REASON).expect(200);
    const resent = await as('post', `mails/${mail.id}/resend`).expect(200);
    expect(resent.body).toMatchObject({ state: 'queued', error: null, settledAt: null });
    await house.runJobs();
    expect(await rows()).toEqual([expect.objectContaining({ state: 'sent', attempts: 1 })]);
    expect(smtp.letters[0]?.raw).toContain(`Message-ID: <${mail.id}.2@localhost>`);
  });
});
