import { randomUUID } from 'node:crypto';
import { Mailer } from '@purser/kit/backend/mail';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { houseOptions } from '../../backend/house.options.js';
import { SendMailJob } from '../../backend/mail/send-mail.job.js';
import { housePermissions } from '../../backend/names.js';
import { post, postcard } from '../fixtures/post/post.plugin.js';
import type { SmtpMood } from '../support/fake-smtp.js';
import { type SmtpProcess, startSmtpProcess } from '../support/smtp-process.js';

const PEOPLE = ['p0@example.org', 'p1@example.org', 'p2@example.org', 'p3@example.org'];

describe('a mail server that', () => {
  let smtp: SmtpProcess;
  let house: TestHouse;

  beforeAll(async () => {
    smtp = await startSmtpProcess();
    const { port } = new URL(smtp.url);
    house = await createTestHouse({
      plugins: [post()],
      config: {
        machines: houseOptions.parse({ smtpUrl: `smtp://u:p@127.0.0.1:${port}?socketTimeout=700&greetingTimeout=400` }),
      },
    });
  });
  afterAll(async () => {
    await house?.close();
    await smtp?.kill();
  });
  beforeEach(async () => {
    // Ends connections that the house keeps: what it meets is the mood of the moment.
    await smtp.tell({ listening: false });
    await smtp.tell({ mood: 'well', faults: [], listening: true, forget: true });
    await house.dataSource.query('TRUNCATE house_mail, graphile_worker._private_jobs');
    await house.dataSource.query(
      'UPDATE house_mail_server SET failures = 0, failing_since = NULL, paused_until = NULL, error = NULL, fault = NULL',
    );
  });
  afterEach(() => house.clock.set(new Date()));

  const queue = async (people = PEOPLE) => {
    for (const to of people) {
      await house.dataSource.transaction((tx) =>
        house.get(Mailer).queue(tx, postcard, { to, locale: 'en', data: { text: 'x' }, key: randomUUID() }),
      );
    }
  };
  const rows = (): Promise<{ recipient: string; state: string; attempts: number; error: string | null }[]> =>
    house.dataSource.query('SELECT * FROM house_mail ORDER BY queued_at');
  const server = async () => (await house.dataSource.query('SELECT * FROM house_mail_server'))[0];
  const got = async (): Promise<number[]> => {
    const letters = await smtp.letters();
    return PEOPLE.map((person) => letters.filter(({ to }) => to.includes(person)).length);
  };
  const messageIds = async () =>
    (await smtp.letters()).map(({ to, raw }) => `${to[0]} ${/Message-ID: (\S+)/.exec(raw)?.[1]}`);

  /** What each person got and each row says: while it is so, and after it is well again and time has passed. */
  it.each<{
    mood: SmtpMood | 'gone';
    during: { got: number[]; states: string; error: RegExp | null };
    after: { got: number[]; states: string };
  }>([
    {
      mood: 'well',
      during: { got: [1, 1, 1, 1], states: 'ssss', error: null },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'gone',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /ECONNREFUSED/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'mute',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /Greeting never received/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'full',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /421/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'strict',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /535/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'refuse-sender',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /553/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'shut-down',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /421|closed/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'defer-recipient',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /451 try later/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'defer-message',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /451 busy/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'refuse-recipient',
      during: { got: [0, 0, 0, 0], states: 'ffff', error: /550/ },
      after: { got: [0, 0, 0, 0], states: 'ffff' },
    },
    {
      mood: 'refuse-message',
      during: { got: [0, 0, 0, 0], states: 'ffff', error: /554/ },
      after: { got: [0, 0, 0, 0], states: 'ffff' },
    },
    {
      mood: 'picky',
      during: { got: [1, 0, 1, 0], states: 'sfsf', error: /550/ },
      after: { got: [1, 0, 1, 0], states: 'sfsf' },
    },
    {
      mood: 'hang',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /Timeout/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    {
      mood: 'cut-at-recipient',
      during: { got: [0, 0, 0, 0], states: 'qqqq', error: /closed/ },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
    // It took them and died before it said so; three such in a row hold the fourth back. Nobody can tell that from a loss.
    {
      mood: 'cut-after-data',
      during: { got: [1, 1, 1, 0], states: 'qqqq', error: /closed/ },
      after: { got: [2, 2, 2, 1], states: 'ssss' },
    },
    {
      mood: 'slow',
      during: { got: [1, 1, 1, 1], states: 'ssss', error: null },
      after: { got: [1, 1, 1, 1], states: 'ssss' },
    },
  ])('is $mood', async ({ mood, during, after }) => {
    await smtp.tell(mood === 'gone' ? { listening: false } : { mood });
    await queue();
    expect((await house.runJobs()).failed).toEqual([]);
    const found = await rows();
    expect(found.map(({ state }) => state[0]).join('')).toBe(during.states);
    const said = found.map(({ error }) => error).filter((error) => error !== null);
    if (during.error) expect(said[0]).toMatch(during.error);
    else expect(said).toEqual([]);
    expect(await got()).toEqual(during.got);

    await smtp.tell({ mood: 'well', listening: true });
    for (let minute = 0; minute < 3; minute += 1) {
      house.clock.advance(60_000);
      expect((await house.runJobs()).failed).toEqual([]);
    }
    expect((await rows()).map(({ state }) => state[0]).join('')).toBe(after.states);
    expect(await got()).toEqual(after.got);
    // A repetition is recognisable as one.
    expect(new Set(await messageIds()).size).toBe(after.got.filter((n) => n > 0).length);
    expect(await server()).toMatchObject({ failures: 0, paused_until: null, error: null });
  });

  it('is down costs one try at a time, ever more seldom, and nobody’s letter', async () => {
    await smtp.tell({ mood: 'strict' });
    await queue(Array.from({ length: 30 }, (_, n) => `many${n}@example.org`));
    const tries: number[] = [];
    for (let minute = 0; minute < 60; minute += 1) {
      const before = await smtp.connections();
      await house.runJobs();
      tries.push((await smtp.connections()) - before);
      house.clock.advance(60_000);
    }
    expect(Math.max(...tries)).toBe(1);
    // 5, 10, 20 … 300 s apart: once a minute at first, then every five.
    expect(tries.slice(-20).reduce((sum, n) => sum + n)).toBeLessThanOrEqual(4);
    expect(tries.slice(-20).reduce((sum, n) => sum + n)).toBeGreaterThanOrEqual(3);
    expect((await rows()).every(({ state }) => state === 'queued')).toBe(true);
    expect(await server()).toMatchObject({ fault: 'sign-in', error: expect.stringContaining('535') });
    const { body } = await house.request().get('/health');
    const detail = (body.details ?? body.error)['house.mail'].detail;
    expect(detail).toContain('the mail server refuses our sign-in');
    expect(detail).not.toMatch(/535|127\.0\.0\.1/);
    const { body: told } = await house
      .request()
      .get('/api/console/mail-server')
      .set('Authorization', house.signedInAs(anOperator([housePermissions.readMails])));
    expect(told).toMatchObject({
      state: 'failing',
      fault: 'the mail server refuses our sign-in',
      error: expect.stringContaining('535'),
    });
    const { body: list } = await house
      .request()
      .get('/api/console/mails')
      .set('Authorization', house.signedInAs(anOperator([housePermissions.readMails])));
    // Also those that were never tried say what they wait for, and until when.
    for (const mail of list) {
      expect(mail).toMatchObject({
        state: 'queued',
        error: expect.stringContaining('535'),
        nextAttemptAt: told.nextAttemptAt,
      });
    }
    await smtp.tell({ mood: 'well' });
    house.clock.advance(300_000);
    await house.runJobs();
    expect((await rows()).every(({ state }) => state === 'sent')).toBe(true);
    expect(await smtp.letters()).toHaveLength(30);
  });

  it('chokes on one letter gets the others all the same', async () => {
    await smtp.tell({ faults: ['hang'] });
    await queue(['choke@example.org', ...PEOPLE]);
    await house.runJobs();
    expect((await rows()).map(({ state }) => state)).toEqual(['queued', 'sent', 'sent', 'sent', 'sent']);
    expect(await server()).toMatchObject({ failures: 0 });
  });

  it('is slow gets a letter once, though twenty workers are told to hand it over', async () => {
    await smtp.tell({ mood: 'slow' });
    await queue(['p0@example.org']);
    const [{ id }] = await house.dataSource.query('SELECT id FROM house_mail');
    const job = house.get<SendMailJob>(SendMailJob);
    const signal = new AbortController().signal;
    await Promise.all(Array.from({ length: 20 }, () => job.run({ payload: { mailId: id }, attempt: 1, signal })));
    house.clock.advance(60_000);
    await house.runJobs();
    expect(await got()).toEqual([1, 0, 0, 0]);
    expect(await rows()).toEqual([expect.objectContaining({ state: 'sent', attempts: 1 })]);
  });

  it('names what it took is believed: the row keeps its name', async () => {
    await queue(['p0@example.org']);
    await house.runJobs();
    expect(await rows()).toEqual([expect.objectContaining({ provider_id: 'F1-0000' })]);
  });
});
