import { Module } from '@nestjs/common';
import { defineMail, type Letter, Mailer } from '@purser/kit/backend/mail';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { z } from 'zod';
import { houseOptions } from '../../backend/house.options.js';
import { mailPage, mailRecord } from '../../backend/mail/mail.records.js';
import { housePermissions } from '../../backend/names.js';
import { type FakeSmtp, startFakeSmtp } from '../support/fake-smtp.js';

const boarding = defineMail({
  name: 'harbour.boarding',
  data: z.strictObject({ name: z.string(), token: z.string(), code: z.string() }),
  sample: { name: 'Ada', token: 'token', code: 'ABCD-1234' },
  words: {
    en: {
      subject: 'Welcome aboard, {{name}}',
      preheader: 'One step is left.',
      heading: 'Welcome aboard, {{name}}',
      paragraphs: ['Confirm your berth.'],
      action: { label: 'Confirm', href: '{{publicUrl}}/confirm#token={{token}}' },
      code: '{{code}}',
    },
    de: {
      subject: 'Willkommen an Bord, {{name}}',
      preheader: 'Ein Schritt fehlt noch.',
      heading: 'Willkommen an Bord, {{name}}',
      paragraphs: ['Bestätigen Sie Ihren Liegeplatz.'],
      action: { label: 'Bestätigen', href: '{{publicUrl}}/confirm#token={{token}}' },
      code: '{{code}}',
    },
  },
});

const notice = defineMail({
  name: 'harbour.notice',
  data: z.strictObject({ text: z.string() }),
  sample: { text: 'High tide' },
  words: {
    en: { subject: 'Notice', preheader: '{{text}}', heading: 'Notice', paragraphs: ['{{text}}'] },
    de: { subject: 'Hinweis', preheader: '{{text}}', heading: 'Hinweis', paragraphs: ['{{text}}'] },
  },
});

@Module({})
class HarbourModule {}
const harbour = definePlugin({
  name: 'harbour',
  worksWith: '^1.0.0',
  module: HarbourModule,
  mails: [boarding, notice],
});

describe('mails', () => {
  let smtp: FakeSmtp;
  let house: TestHouse;

  beforeAll(async () => {
    smtp = await startFakeSmtp();
    house = await createTestHouse({
      plugins: [harbour()],
      config: { machines: houseOptions.parse({ smtpUrl: smtp.url, mailFrom: 'Harbour <harbour@example.org>' }) },
    });
  });
  afterAll(async () => {
    await house?.close();
    await smtp?.close();
  });
  beforeEach(async () => {
    smtp.letters.length = 0;
    smtp.faults.length = 0;
    await house.dataSource.query('TRUNCATE house_mail');
    await house.dataSource.query('DELETE FROM graphile_worker._private_jobs');
  });

  const welcome = (further: Partial<Letter<typeof boarding.data>> = {}): Letter<typeof boarding.data> => ({
    to: 'ada@example.org',
    locale: 'en',
    data: { name: 'Ada', token: 'S3cretToken', code: 'QWER-7890' },
    key: 'boarding:1',
    ...further,
  });
  const queue = (letter = welcome()) =>
    house.dataSource.transaction((tx) => house.get(Mailer).queue(tx, boarding, letter));
  const rows = () => house.dataSource.query('SELECT * FROM house_mail ORDER BY queued_at');
  const operator = () => house.signedInAs(anOperator([housePermissions.readMails, housePermissions.manageMails]));

  it('are one for one key, under 20 simultaneous queues', async () => {
    await Promise.all(Array.from({ length: 20 }, () => queue()));
    await house.runJobs();
    expect(await rows()).toHaveLength(1);
    expect(smtp.letters).toHaveLength(1);
  });

  it('exist if and only if their transaction commits', async () => {
    await expect(
      house.dataSource.transaction(async (tx) => {
        await house.get(Mailer).queue(tx, boarding, welcome());
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await house.runJobs();
    expect(await rows()).toEqual([]);
    expect(smtp.letters).toEqual([]);
  });

  it('carry both parts, the right sender and a stable id, and forget their secrets once sent', async () => {
    await queue();
    await house.runJobs();
    const [letter] = smtp.letters;
    const [row] = await rows();
    expect(letter?.to).toEqual(['ada@example.org']);
    expect(letter?.raw).toContain('From: Harbour <harbour@example.org>');
    expect(letter?.raw).toContain(`Message-ID: <${row.id}@localhost>`);
    expect(letter?.raw).toContain('Content-Type: text/plain');
    expect(letter?.raw).toContain('Content-Type: text/html');
    const flat = letter?.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(flat).toContain(`${house.url}/confirm#token=S3cretToken`);
    expect(flat).toContain('QWER-7890');
    expect(row).toMatchObject({ state: 'sent', attempts: 1, error: null, secrets: null });
    expect(JSON.stringify(row)).not.toMatch(/S3cretToken|QWER-7890/);
  });

  it('go to one recipient, even when the address looks like two', async () => {
    await queue(welcome({ to: '"ada@example.org, eve"@example.org' }));
    await house.runJobs();
    expect(smtp.letters.every((letter) => letter.to.length === 1)).toBe(true);
  });

  it('refuse data that does not fit, and mails nobody declares', async () => {
    await expect(queue(welcome({ data: { name: 'Ada' } as never }))).rejects.toThrow();
    const unknown = defineMail({ ...notice, name: 'harbour.unknown' });
    await expect(
      house.dataSource.transaction((tx) =>
        house.get(Mailer).queue(tx, unknown, { to: 'a@b.c', locale: 'en', data: { text: 'x' }, key: 'k' }),
      ),
    ).rejects.toThrow('No enabled plugin declares the mail');
  });

  it.each([
    ['defer-recipient', 'try later'],
    ['defer-message', 'busy'],
    ['cut-after-data', ''],
  ] as const)('are tried again after: %s', async (fault, words) => {
    smtp.faults.push(fault);
    await queue();
    await house.runJobs();
    const [failed] = await rows();
    expect(failed).toMatchObject({ state: 'queued', attempts: 1 });
    expect(failed.error).toContain(words);
    expect(failed.error).not.toBe('');
    house.clock.advance(60_000);
    await house.runJobs();
    house.clock.advance(-60_000);
    expect((await rows())[0]).toMatchObject({ state: 'sent', attempts: 2, error: null });
    const ids = smtp.letters.map((letter) => /Message-ID: (\S+)/.exec(letter.raw)?.[1]);
    expect(new Set(ids).size).toBe(1);
  });

  it.each(['refuse-recipient', 'refuse-message'] as const)('are given up at once after: %s', async (fault) => {
    smtp.faults.push(fault);
    await queue();
    await house.runJobs();
    house.clock.advance(600_000);
    await house.runJobs();
    house.clock.advance(-600_000);
    expect((await rows())[0]).toMatchObject({ state: 'failed', attempts: 1 });
    expect((await rows())[0].error).toMatch(/550|554/);
    expect(smtp.letters).toEqual([]);
  });

  describe('in the console', () => {
    it('are listed and shown in both parts with links and codes masked, before and after sending', async () => {
      await queue(welcome({ locale: 'de' }));
      for (const state of ['queued', 'sent']) {
        const list = await house.request().get('/api/console/mails').set('Authorization', operator()).expect(200);
        expect(list.body).toEqual([
          expect.objectContaining({ state, recipient: 'ada@example.org', subject: 'Willkommen an Bord, Ada' }),
        ]);
        const { body } = await house
          .request()
          .get(`/api/console/mails/${list.body[0].id}`)
          .set('Authorization', operator())
          .expect(200);
        mailRecord.strict().array().parse(list.body);
        mailPage.strict().parse(body);
        expect(body.preview.html).toContain('Willkommen an Bord, Ada');
        expect(body.preview.text).toContain('Bestätigen Sie Ihren Liegeplatz.');
        expect(JSON.stringify([list.body, body])).not.toMatch(/S3cretToken|QWER-7890/);
        await house.runJobs();
      }
    });

    it('are filtered, and want the permission', async () => {
      await queue();
      const list = (filter: unknown) =>
        house
          .request()
          .get('/api/console/mails')
          .query({ filter: JSON.stringify(filter) });
      expect((await list({ recipient: 'nobody@example.org' }).set('Authorization', operator())).body).toEqual([]);
      expect((await list({ state: 'queued', q: 'ada' }).set('Authorization', operator())).body).toHaveLength(1);
      await list({ secrets: 'x' }).set('Authorization', operator()).expect(400);
      const reader = house.signedInAs(anOperator([housePermissions.readMails]));
      const [{ id }] = await rows();
      await house.request().post(`/api/console/mails/${id}/resend`).set('Authorization', reader).expect(403);
      await list({})
        .set('Authorization', house.signedInAs(anOperator([])))
        .expect(403);
    });

    it('are sent again when they failed, which is audited', async () => {
      smtp.faults.push('refuse-recipient');
      await queue();
      await house.runJobs();
      const [{ id }] = await rows();
      const resent = await house.request().post(`/api/console/mails/${id}/resend`).set('Authorization', operator());
      expect(resent.body).toMatchObject({ state: 'queued', attempts: 0, error: null });
      await house.runJobs();
      expect((await rows())[0]).toMatchObject({ state: 'sent' });
      const [entry] = await house.dataSource.query(
        `SELECT entry::jsonb AS entry FROM house_audit WHERE what = 'house.mail-resent' AND subject_id = $1`,
        [id],
      );
      expect(entry.entry).toMatchObject({ before: { state: 'failed' }, detail: { recipient: 'ada@example.org' } });
    });

    it('are not sent again when their link is spent, but notices are', async () => {
      await queue();
      await house.dataSource.transaction((tx) =>
        house.get(Mailer).queue(tx, notice, { to: 'bo@example.org', locale: 'en', data: { text: 'Tide' }, key: 'n' }),
      );
      await house.runJobs();
      const [first, second] = await rows();
      const refused = await house
        .request()
        .post(`/api/console/mails/${first.id}/resend`)
        .set('Authorization', operator());
      expect(refused.status).toBe(409);
      expect(refused.body.code).toBe('mail_spent');
      await house.request().post(`/api/console/mails/${second.id}/resend`).set('Authorization', operator()).expect(200);
      await house.runJobs();
      expect(smtp.letters.filter((letter) => letter.to.includes('bo@example.org'))).toHaveLength(2);
      await house
        .request()
        .post('/api/console/mails/01890000-0000-7000-8000-000000000000/resend')
        .set('Authorization', operator())
        .expect(404);
    });
  });

  it('are swept: stranded letters go, secrets are forgotten after a day, old letters after their time', async () => {
    await queue();
    await queue(welcome({ key: 'old' }));
    await queue(welcome({ key: 'ancient' }));
    await house.dataSource.query('DELETE FROM graphile_worker._private_jobs');
    await house.dataSource.query(`UPDATE house_mail SET queued_at = now() - CASE key
      WHEN 'old' THEN interval '25 hours' WHEN 'ancient' THEN interval '91 days' ELSE interval '3 minutes' END`);
    await house
      .request()
      .post('/api/console/job-kinds/house.sweep-mails/run')
      .set('Authorization', house.signedInAs(anOperator([housePermissions.readJobs, housePermissions.manageJobs])));
    await house.runJobs();
    const swept = await rows();
    expect(swept.map((row: { key: string; state: string }) => [row.key, row.state])).toEqual([
      ['old', 'failed'],
      ['boarding:1', 'sent'],
    ]);
    expect(swept[0].secrets).toBeNull();
  });

  it('wait while there is no mail server', async () => {
    const offline = await createTestHouse({ plugins: [harbour()] });
    try {
      await offline.dataSource.transaction((tx) => offline.get(Mailer).queue(tx, boarding, welcome()));
      await offline.runJobs();
      expect(await offline.mails()).toEqual([
        expect.objectContaining({
          template: 'harbour.boarding',
          data: expect.objectContaining({ token: 'S3cretToken' }),
        }),
      ]);
    } finally {
      await offline.close();
    }
  });
});
