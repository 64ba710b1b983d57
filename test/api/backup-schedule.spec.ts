import { readdirSync } from 'node:fs';
import { policiesList } from '../../plugins/backup/backend/console/policies.list.js';
import { BackupPolicies } from '../../plugins/backup/backend/policy/backup-policies.service.js';
import { PolicyTicker } from '../../plugins/backup/backend/policy/policy-ticker.service.js';
import { BackupRetention } from '../../plugins/backup/backend/retention/backup-retention.service.js';
import { BackupHouse } from '../support/backup-house.js';
import { simulate, strip, switchOn, tick } from '../support/backup-nights.js';
import { everyListQuery } from '../support/every-list-query.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore } from '../support/sync-house.js';

const utc = (text: string) => new Date(`${text}Z`);

describe('backups by policy', () => {
  let b: BackupHouse;
  let owner: TestPerson;

  beforeAll(async () => {
    b = await BackupHouse.open();
    owner = await anOperator(b.house);
    const store = await aStore(b.house, await aCustomer(b.house));
    await b.push(store, [{ name: 'e', args: '{}' }]);
  });
  afterAll(() => b?.close());

  const slots = () =>
    b.sql(
      `SELECT to_char(slot_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI') AS at, state, reason FROM backup_slot ORDER BY slot_at`,
    );
  const runs = () =>
    b.sql(`SELECT id, state, slot_at AS "slotAt" FROM backup_run WHERE trigger = 'schedule' ORDER BY slot_at`);
  const forget = () => b.sql(`DELETE FROM backup_run WHERE trigger = 'schedule'`);

  it('are off until somebody switches them on', async () => {
    await tick(b, utc('2027-03-10T02:15:00'));
    expect(await slots()).toEqual([]);
  });

  it('are taken, verified and drilled night after night, and counted so', async () => {
    await switchOn(b, '2027-03-08T12:00Z');
    expect(await simulate(b, utc('2027-03-09T02:15:05'), 2)).toEqual([]);
    expect((await runs()).map(({ state }) => state)).toEqual(['verified', 'verified']);
    const shown = await strip(b, utc('2027-03-10T08:00:00'));
    expect(shown).toMatchObject({ good: 2, of: 14 });
    expect(shown.nights.slice(-3).map(({ date, state }) => [date, state])).toEqual([
      ['2027-03-08', 'none'],
      ['2027-03-09', 'good'],
      ['2027-03-10', 'good'],
    ]);
    const drills = await b.sql(`SELECT state FROM backup_restore WHERE mode = 'drill'`);
    expect(drills).toEqual([{ state: 'succeeded' }, { state: 'succeeded' }]);
  });

  it('make up for 72 hours with one run, and note what was missed', async () => {
    await forget();
    await switchOn(b, '2027-05-01T12:00Z');
    await tick(b, utc('2027-05-02T02:15:01'));
    await b.house.runJobs();
    await tick(b, utc('2027-05-05T02:20:00'));
    await tick(b, utc('2027-05-05T02:20:15'));
    await b.house.runJobs();
    expect(await slots()).toEqual([
      { at: '05-02 02:15', state: 'queued', reason: null },
      { at: '05-03 02:15', state: 'skipped', reason: 'missed' },
      { at: '05-04 02:15', state: 'skipped', reason: 'missed' },
      { at: '05-05 02:15', state: 'queued', reason: null },
    ]);
    expect(await runs()).toHaveLength(2);
    const shown = await strip(b, utc('2027-05-05T08:00:00'));
    expect(shown.nights.slice(-4).map(({ state }) => state)).toEqual(['good', 'missed', 'missed', 'good']);
  });

  it('wait for no other one: who is still at it skips the next', async () => {
    await forget();
    await switchOn(b, '2027-06-01T12:00Z');
    await tick(b, utc('2027-06-02T02:15:01'));
    await tick(b, utc('2027-06-03T02:15:01'));
    expect((await slots()).map(({ reason }) => reason)).toEqual([null, 'overlap']);
    await b.house.runJobs();
  });

  it.each([
    ['2027-03-27T12:00Z', '2027-03-28T06:00:00', '03-28 01:15'],
    ['2027-10-30T12:00Z', '2027-10-31T06:00:00', '10-31 00:15'],
  ])('are one in the night after %s, when the clocks change', async (since, until, slot) => {
    await forget();
    await switchOn(b, since, 'Europe/Berlin');
    for (let now = Date.parse(since); now <= utc(until).getTime(); now += 30 * 60_000) await tick(b, new Date(now));
    expect(await slots()).toEqual([{ at: slot, state: 'queued', reason: null }]);
    expect(await runs()).toHaveLength(1);
    await b.house.runJobs();
  });

  it('leave what a policy keeps, and what is held; a second look finds nothing to do', async () => {
    await forget();
    const policyId = await switchOn(b, '2027-07-01T12:00Z');
    await b.sql(
      'UPDATE backup_policy SET keep_hours = 0, keep_days = 2, keep_weeks = 0, keep_months = 0 WHERE id = $1',
      [policyId],
    );
    await tick(b, utc('2027-07-02T02:15:01'));
    await b.house.runJobs();
    const [first] = await runs();
    await b.house
      .request()
      .post(`/api/console/backups/${first.id}/hold`)
      .set('Authorization', owner.bearer)
      .send({ reason: 'lawsuit' })
      .expect(200);
    await simulate(b, utc('2027-07-03T02:15:01'), 3);
    expect((await runs()).map(({ state }) => state)).toEqual(['verified', 'expired', 'verified', 'verified']);
    const gone = (await runs()).find(({ state }) => state === 'expired')?.id;
    expect(readdirSync(b.folder)).not.toContain(gone);
    const policy = await b.house.get(BackupPolicies).get(policyId);
    expect(policy && (await b.house.get(BackupRetention).prune(policy))).toBe(0);
  });

  it('that do not happen are an alarm, once a day and until one succeeds; so are those that fail', async () => {
    await forget();
    await switchOn(b, '2027-08-01T12:00Z');
    const staleMails = async () =>
      (await b.house.mails(owner.email)).filter(({ template }) => template === 'backup.stale');
    const before = (await staleMails()).length;
    await b.house
      .request()
      .put('/api/console/flags/house.webhooks')
      .set('Authorization', owner.bearer)
      .send({ on: true })
      .expect(200);
    await b.sql(`INSERT INTO house_webhook (id, url, events, secret, created_at, updated_at)
      VALUES (gen_random_uuid(), 'https://hooks.example/', '{backup.failed,backup.stale}', sha256('x'), now(), now())`);
    const told = async () =>
      (await b.sql('SELECT event, body FROM house_webhook_delivery ORDER BY id')).map(({ event, body }) => [
        event,
        JSON.parse(body).data,
      ]);
    const look = (text: string) => b.house.get(PolicyTicker).tick(utc(text));
    await b.sql(`UPDATE backup_policy SET cron = '15 2 1 1 *' WHERE seed = 'nightly'`);
    await look('2027-08-02T13:00:00');
    expect((await staleMails()).length - before).toBe(0);
    await look('2027-08-02T14:30:00');
    await look('2027-08-02T14:30:15');
    expect((await staleMails()).length - before).toBe(1);
    await look('2027-08-03T15:00:00');
    expect((await staleMails()).length - before).toBe(2);
    // Of what did not happen others are told as well.
    const silent = ['backup.stale', expect.objectContaining({ policy: 'Nightly', staleHours: 26 })];
    expect(await told()).toEqual([silent, silent]);
    await b.sql(`UPDATE backup_policy SET cron = '15 2 * * *' WHERE seed = 'nightly'`);
    await b.sql('CREATE TABLE backup_undeclared (id int)');
    try {
      await tick(b, utc('2027-08-04T02:15:00'));
      await b.house.runJobs();
    } finally {
      await b.sql('DROP TABLE backup_undeclared');
    }
    const [{ state, id }] = await runs();
    expect(state).toBe('failed');
    const failedMails = (await b.house.mails(owner.email)).filter(({ template }) => template === 'backup.failed');
    expect(failedMails.map(({ data }) => data.code)).toEqual(['table_undeclared']);
    expect(JSON.stringify(failedMails)).toContain(id);
    const failed = { backupId: id, policy: 'Nightly', state: 'failed', code: 'table_undeclared' };
    expect((await told()).at(-1)).toEqual(['backup.failed', failed]);
    await b.sql('DELETE FROM house_webhook');
    expect((await strip(b, utc('2027-08-04T09:00:00'))).nights.at(-1)?.state).toBe('failed');
  });

  it('are set in the console: checked, previewed, and never over what somebody else changed', async () => {
    const as = (method: 'get' | 'post' | 'put', path: string) =>
      b.house.request()[method](`/api/console/${path}`).set('Authorization', owner.bearer);
    const fields = {
      name: 'Weekly',
      enabled: true,
      cron: '0 3 * * 0',
      zone: 'Europe/Berlin',
      targets: [],
      keepHours: 0,
      keepDays: 0,
      keepWeeks: 8,
      keepMonths: 0,
      drillWorkspaces: 0,
      drillEverythingOn: 0,
      staleHours: 200,
    };
    const { body: made } = await as('post', 'policies').send(fields).expect(201);
    expect(made).toMatchObject({ name: 'Weekly', version: 1, lastSuccessAt: null });
    await as('post', 'policies').send(fields).expect(409);
    expect(
      (
        await as('post', 'policies')
          .send({ ...fields, name: 'X', cron: '* * * * *' })
          .expect(400)
      ).body.errors.cron,
    ).toMatch('15 minutes');
    await as('post', 'policies')
      .send({ ...fields, name: 'X', targets: ['moon'] })
      .expect(404);
    const change = { ...fields, staleHours: 300, version: 1 };
    await as('put', `policies/${made.id}`).send(change).expect(200);
    expect((await as('put', `policies/${made.id}`).send(change).expect(412)).body.code).toBe('stale');
    const { body } = await as('get', 'policies/preview?cron=15+2+*+*+*&zone=Europe/Berlin').expect(200);
    expect(body.next).toHaveLength(5);
    expect((await as('get', 'backup-nights').expect(200)).body).toMatchObject({ of: 14 });
    for (const query of everyListQuery(policiesList)) await as('get', `policies?${query}`).expect(200);
  });
});
