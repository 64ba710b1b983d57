import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { type MailFigures, mailFigures } from '../../backend/mail/mail-figures.records.js';
import { housePermissions } from '../../backend/names.js';

describe('figures of mails', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [] });
  });
  afterAll(() => house?.close());
  beforeEach(() => house.dataSource.query('TRUNCATE house_mail CASCADE'));

  /** `count` mails that were queued `ago` and, when sent, handed over `seconds` later. */
  async function mails(count: number, template: string, state: string, ago: string, seconds = 0): Promise<void> {
    await house.dataSource.query(
      `INSERT INTO house_mail (id, key, template, locale, recipient, recipient_key, subject, data, has_secrets, state, queued_at, sent_at,
         settled_at)
       SELECT gen_random_uuid(), gen_random_uuid(), $2, 'en', 'ada@example.org', 'ada@example.org', 'Hello', '{}', false, $3,
              queued, CASE WHEN $3 = 'sent' THEN queued + $5 * interval '1 second' END,
              CASE WHEN $3 = 'failed' THEN queued END
       FROM generate_series(1, $1), (SELECT clock_timestamp() - $4::interval AS queued) moment`,
      [count, template, state, ago, seconds],
    );
  }

  async function figures(period?: string): Promise<MailFigures> {
    const { body } = await house
      .request()
      .get('/api/console/mail-figures')
      .query(period ? { period } : {})
      .set('Authorization', house.signedInAs(anOperator([housePermissions.readMails])))
      .expect(200);
    return mailFigures.parse(body);
  }

  const sum = ({ columns }: MailFigures, state: string) =>
    columns.reduce((all, { counts }) => all + (counts[state] ?? 0), 0);

  it('count by hour, mail and state', async () => {
    await mails(3, 'auth.welcome', 'sent', '1 second', 2);
    await mails(2, 'auth.alert', 'failed', '3 hours');
    await mails(1, 'auth.alert', 'queued', '4 hours');
    await mails(9, 'auth.alert', 'sent', '30 hours', 1);
    const day = await figures();
    expect(day.columns).toHaveLength(24);
    expect(day.columns.at(-1)?.counts).toEqual({ sent: 3 });
    expect([sum(day, 'sent'), sum(day, 'failed'), sum(day, 'queued')]).toEqual([3, 2, 1]);
    expect(day.templates).toEqual([
      { template: 'auth.alert', counts: { failed: 2, queued: 1 } },
      { template: 'auth.welcome', counts: { sent: 3 } },
    ]);
    expect(day.seconds?.median).toBeCloseTo(2);
    expect(day.waiting.count).toBe(1);
    expect(day.waiting.oldestSeconds).toBeGreaterThanOrEqual(4 * 3_600);
    const week = await figures('week');
    expect(week.columns).toHaveLength(7);
    expect(sum(week, 'sent')).toBe(12);
    expect((await figures('month')).columns).toHaveLength(30);
  });

  it('have a column for every hour, also without mails, on full hours', async () => {
    const { columns, templates, seconds, waiting } = await figures();
    expect(columns.every(({ at, counts }) => at.endsWith(':00:00.000Z') && Object.keys(counts).length === 0)).toBe(
      true,
    );
    expect([templates, seconds, waiting]).toEqual([[], null, { count: 0, oldestSeconds: null }]);
  });

  it('want the permission, and refuse periods there are not', async () => {
    const get = (period: string, permissions: (typeof housePermissions)[keyof typeof housePermissions][]) =>
      house
        .request()
        .get('/api/console/mail-figures')
        .query({ period })
        .set('Authorization', house.signedInAs(anOperator(permissions)));
    await get('day', [housePermissions.readMailTemplates]).expect(403);
    expect((await get('year', [housePermissions.readMails]).expect(400)).body.code).toBe('invalid_request');
  });
});
