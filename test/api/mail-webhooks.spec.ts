import { createHmac, randomUUID } from 'node:crypto';
import { Mailer } from '@purser/kit/backend/mail';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { houseOptions } from '../../backend/house.options.js';
import { post, postcard } from '../fixtures/post/post.plugin.js';
import { type FakeSmtp, startFakeSmtp } from '../support/fake-smtp.js';

const SECRET = 'a-secret-of-thirty-two-characters';
const MAILGUN = 'key-of-mailgun-for-signatures';
const POSTMARK = 'secret-in-the-address-of-postmark';

type Event = { type: string; messageId: string; detail?: string };

describe('webhooks of mail providers', () => {
  let smtp: FakeSmtp;
  let house: TestHouse;

  beforeAll(async () => {
    smtp = await startFakeSmtp();
    house = await createTestHouse({
      plugins: [post()],
      config: {
        machines: houseOptions.parse({
          smtpUrl: smtp.url,
          mailWebhookSecret: `the-one-before-was-this,${SECRET}`,
          mailgunSigningKey: MAILGUN,
          postmarkWebhookSecret: POSTMARK,
        }),
      },
    });
  });
  afterAll(async () => {
    await house?.close();
    await smtp?.close();
  });
  beforeEach(async () => {
    smtp.letters.length = 0;
    await house.dataSource.query(
      'TRUNCATE house_mail, house_mail_suppression, house_mail_news, graphile_worker._private_jobs',
    );
    // Past every window of the limits.
    house.clock.advance(3_600_000);
  });

  const queue = (to = 'ada@example.org') =>
    house.dataSource.transaction((tx) =>
      house.get(Mailer).queue(tx, postcard, { to, locale: 'en', data: { text: 'x' }, key: randomUUID() }),
    );
  const sent = async (to?: string) => {
    await queue(to);
    await house.runJobs();
    return row();
  };
  const row = async (): Promise<Record<string, unknown> & { id: string }> => {
    const rows = await house.dataSource.query('SELECT * FROM house_mail ORDER BY queued_at DESC LIMIT 1');
    return rows[0];
  };
  const list = () =>
    house.dataSource.query('SELECT address, reason, detail, by, mail_id FROM house_mail_suppression ORDER BY address');
  const seconds = (movedMs = 0) => Math.floor((house.clock.now().getTime() + movedMs) / 1000);
  const signature = (body: string, at = seconds(), secret = SECRET) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
  const to = (source: string, body: string) =>
    house.request().post(`/api/mail/webhooks/${source}`).set('Content-Type', 'application/json').send(body);
  const signed = (events: Event[]) => {
    const body = JSON.stringify({ events });
    return to('signed', body)
      .set('X-Purser-Signature', signature(body))
      .ok(() => true);
  };
  const own = (id: string) => `<${id}@localhost>`;
  const tell = async (id: string, ...types: string[]) => {
    for (const type of types)
      expect((await signed([{ type, messageId: own(id), detail: `${type}!` }])).status).toBe(204);
  };

  describe('move letters on and never back', () => {
    it.each([
      [['delivered'], 'delivered'],
      [['bounced', 'delivered'], 'bounced'],
      [['complained', 'delivered', 'bounced'], 'complained'],
      [['delivered', 'bounced'], 'bounced'],
      [['delivered', 'complained'], 'complained'],
      [['bounced', 'complained'], 'complained'],
      [['deferred'], 'sent'],
      [['deferred', 'delivered', 'deferred'], 'delivered'],
    ])('%j: %s', async (types, state) => {
      const { id } = await sent();
      await tell(id, ...types);
      const found = await row();
      expect(found.state).toBe(state);
      expect(found.settled_at === null).toBe(state === 'sent');
      expect(found.error).toBe(state === 'delivered' ? null : `${state === 'sent' ? 'deferred' : state}!`);
    });

    it('under 20 at once', async () => {
      const { id } = await sent();
      const types = ['delivered', 'bounced', 'complained', 'deferred'];
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          signed([{ type: types[n % 4] ?? '', messageId: own(id), detail: `${n}` }]),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(204));
      expect((await row()).state).toBe('complained');
      expect(await list()).toHaveLength(1);
    });

    it('when they come before the worker has noted that it handed the letter over: it is not sent again', async () => {
      smtp.faults.push('cut-after-data');
      const { id } = await sent();
      expect(await row()).toMatchObject({ state: 'queued', attempts: 1 });
      await tell(id, 'delivered');
      house.clock.advance(3_600_000);
      await house.runJobs();
      house.clock.advance(-3_600_000);
      expect(await row()).toMatchObject({ state: 'delivered', attempts: 1 });
      expect(smtp.letters).toHaveLength(1);
    });

    it('but say nothing about a letter that was never handed over, nor about the copy before', async () => {
      await queue();
      const { id } = await row();
      await tell(id, 'delivered');
      expect((await row()).state).toBe('queued');
      await house.runJobs();
      await house.dataSource.query(`UPDATE house_mail SET copy = 2`);
      await tell(id, 'delivered');
      expect((await row()).state).toBe('sent');
    });
  });

  it.each([
    [`state = 'lost', settled_at = now()`, 'house_mail_state'],
    [`state = 'delivered'`, 'house_mail_settled'],
    [`state = 'queued', settled_at = now(), sent_at = NULL`, 'house_mail_settled'],
    [`sent_at = NULL`, 'house_mail_handed_over'],
    [`secrets = '{"token":"kept"}'`, 'house_mail_handed_over'],
    [`next_attempt_at = now()`, 'house_mail_waits'],
  ])('cannot be made to lie: the database refuses %s', async (change, constraint) => {
    await sent();
    await expect(house.dataSource.query(`UPDATE house_mail SET ${change}`)).rejects.toThrow(constraint);
  });

  it('put hard bounces and complaints on the suppression list, and soft bounces not', async () => {
    for (const [type, address] of [
      ['bounced', 'gone@example.org'],
      ['complained', 'cross@example.org'],
      ['deferred', 'full@example.org'],
      ['delivered', 'ok@example.org'],
    ] as const) {
      const { id } = await sent(address);
      await tell(id, type, type);
    }
    expect(await list()).toEqual([
      expect.objectContaining({ address: 'cross@example.org', reason: 'complained', by: 'signed' }),
      expect.objectContaining({ address: 'gone@example.org', reason: 'bounced', detail: 'bounced!' }),
    ]);
    const audited = await house.dataSource.query(
      `SELECT entry::json->'detail' AS detail FROM house_audit WHERE what = 'house.address-suppressed' ORDER BY at DESC LIMIT 1`,
    );
    expect(audited[0].detail).toMatchObject({ address: 'cross@example.org', source: 'signed', because: 'complained' });
    expect(await sent('gone@example.org')).toMatchObject({ state: 'suppressed' });
    const { text } = await house.request().get('/metrics');
    for (const result of ['delivered', 'bounced', 'complained']) {
      expect(text).toMatch(new RegExp(`purser_mail_total\\{template="post.card",result="${result}"\\} [1-9]`));
    }
  });

  it('are taken and forgotten when they are about letters nobody knows', async () => {
    const events = [own(randomUUID()), 'someone-elses@mail.example', '"x'].map((messageId) => ({
      type: 'bounced',
      messageId,
    }));
    expect((await signed(events)).status).toBe(204);
    expect(await list()).toEqual([]);
  });

  it('find a letter by the id the provider gave it, too', async () => {
    const { id } = await sent();
    await house.dataSource.query(`UPDATE house_mail SET provider_id = '4XyZ-77' WHERE id = $1`, [id]);
    await signed([{ type: 'delivered', messageId: '4XyZ-77' }]);
    expect((await row()).state).toBe('delivered');
  });

  describe('are refused', () => {
    const body = JSON.stringify({ events: [{ type: 'bounced', messageId: 'x' }] });

    it.each([
      ['without a signature', () => ''],
      ['with one of another secret', () => signature(body, seconds(), 'another')],
      ['with one of another body', () => signature(`${body} `)],
      ['older than five minutes', () => signature(body, seconds(-301_000))],
      ['from the future', () => signature(body, seconds(301_000))],
      ['with the time changed', () => signature(body).replace(/t=\d+/, `t=${seconds(1_000)}`)],
    ])('%s', async (_, header) => {
      const answer = await to('signed', body).set('X-Purser-Signature', header());
      expect(answer.status).toBe(401);
      expect(answer.body.code).toBe('webhook_unsigned');
    });

    it('when they are malformed, with what is wrong', async () => {
      const answer = await signed([{ type: 'lost', messageId: '' }]);
      expect(answer.status).toBe(400);
      expect(Object.keys(answer.body.errors)).toEqual(['events.0.type', 'events.0.messageId']);
    });

    it('after many that were wrong, while right ones get through', async () => {
      const statuses: number[] = [];
      for (let n = 0; n < 32; n += 1) statuses.push((await to('signed', body)).status);
      expect(new Set(statuses.slice(0, 30))).toEqual(new Set([401]));
      expect(statuses.slice(30)).toEqual([429, 429]);
      expect((await signed([{ type: 'delivered', messageId: 'x' }])).status).toBe(204);
    });
  });

  it('count once: the same message again changes nothing, not even after an operator took the address off the list', async () => {
    const { id } = await sent();
    const body = JSON.stringify({ events: [{ type: 'bounced', messageId: own(id) }] });
    const header = signature(body);
    await to('signed', body).set('X-Purser-Signature', header).expect(204);
    await house.dataSource.query('TRUNCATE house_mail_suppression');
    await to('signed', body).set('X-Purser-Signature', header).expect(204);
    expect(await list()).toEqual([]);
  });

  describe('of Mailgun', () => {
    const message = (id: string, data: object, key = MAILGUN, at = seconds()) => {
      const token = randomUUID().repeat(2).slice(0, 50);
      const hmac = createHmac('sha256', key).update(`${at}${token}`).digest('hex');
      return JSON.stringify({
        signature: { timestamp: `${at}`, token, signature: hmac },
        'event-data': { id: randomUUID(), message: { headers: { 'message-id': `${id}@localhost` } }, ...data },
      });
    };

    it.each([
      [{ event: 'delivered' }, 'delivered', 0],
      [{ event: 'failed', severity: 'temporary', 'delivery-status': { message: 'full' } }, 'sent', 0],
      [{ event: 'failed', severity: 'permanent', 'delivery-status': { message: '550 gone' } }, 'bounced', 1],
      [{ event: 'complained' }, 'complained', 1],
      [{ event: 'opened' }, 'sent', 0],
    ])('%j: %s', async (data, state, suppressed) => {
      const { id } = await sent();
      await to('mailgun', message(id, data)).expect(204);
      expect((await row()).state).toBe(state);
      expect(await list()).toHaveLength(suppressed);
    });

    it('are refused with a wrong key, too old, or without a signature', async () => {
      const data = { event: 'delivered' };
      await to('mailgun', message('x', data, 'wrong')).expect(401);
      await to('mailgun', message('x', data, MAILGUN, seconds(-13 * 3_600_000))).expect(401);
      await to('mailgun', message('x', data, MAILGUN, Number.NaN)).expect(401);
      await to('mailgun', '{}').expect(401);
    });
  });

  describe('of Postmark', () => {
    const basic = `Basic ${Buffer.from(`purser:${POSTMARK}`).toString('base64')}`;
    const message = (id: string, record: object) =>
      JSON.stringify({ MessageID: randomUUID(), Metadata: { 'purser-mail': `${id}@localhost` }, ...record });

    it.each([
      [{ RecordType: 'Delivery', Details: '250 ok' }, 'delivered', 0],
      [{ RecordType: 'Bounce', Type: 'SoftBounce', Inactive: false, Details: 'full' }, 'sent', 0],
      [{ RecordType: 'Bounce', Type: 'HardBounce', Inactive: true, Details: '550 gone' }, 'bounced', 1],
      [{ RecordType: 'SpamComplaint', Type: 'SpamComplaint' }, 'complained', 1],
      [{ RecordType: 'Open' }, 'sent', 0],
    ])('%j: %s', async (record, state, suppressed) => {
      const { id } = await sent();
      await to('postmark', message(id, record)).set('Authorization', basic).expect(204);
      expect((await row()).state).toBe(state);
      expect(await list()).toHaveLength(suppressed);
    });

    it('may carry the secret in a header, and are refused without it', async () => {
      const body = message(randomUUID(), { RecordType: 'Delivery' });
      await to('postmark', body).set('X-Purser-Webhook-Secret', POSTMARK).expect(204);
      await to('postmark', body).expect(401);
      await to('postmark', body).set('X-Purser-Webhook-Secret', 'guessed').expect(401);
      await to('postmark', body).set('Authorization', 'Basic eDp5').expect(401);
    });
  });

  it('are not there without a secret, nor of a provider nobody knows', async () => {
    await to('nobody', '{}').expect(404);
    const silent = await createTestHouse({ plugins: [post()] });
    try {
      for (const source of ['signed', 'mailgun', 'postmark']) {
        await silent.request().post(`/api/mail/webhooks/${source}`).send({}).expect(404);
      }
    } finally {
      await silent.close();
    }
  });
});
