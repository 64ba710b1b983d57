/** One trace from the request that makes a workspace to its store, told by the real Sentry SDK to a server that keeps what it is sent. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { reportsSent } from '../../../backend/http/error-reports.js';
import { startReporting } from '../../../backend/instrument.js';
import { provisioning } from '../../../plugins/provisioning/backend/provisioning.plugin.js';
import { sync } from '../../../plugins/sync/backend/sync.plugin.js';
import { workspace } from '../../../plugins/workspace/backend/workspace.plugin.js';
import { authForTests, browser, confirmationOf, PASSWORD } from '../../support/customer.js';
import { type FakeSentry, startFakeSentry } from '../../support/fake-sentry.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('the way from sign-up to an active store', () => {
  let house: TestHouse;
  let sentry: FakeSentry;

  beforeAll(async () => {
    sentry = await startFakeSentry();
    house = await createTestHouse({
      plugins: [authForTests(), workspace(), sync(), provisioning({ probeFreshMs: 0 })],
    });
  });
  afterAll(async () => {
    await house?.close();
    await sentry?.close();
  });

  /** Signs up, confirms, signs in and makes a workspace, all in one trace of the caller's. Answers how many jobs carried it. */
  async function comeIn(email: string): Promise<number> {
    const agent = browser(house);
    // The caller says that it shall not be kept, which is not the caller's to say.
    const post = (path: string, body: object) =>
      agent.post(path).set('traceparent', `00-${TRACE}-00f067aa0ba902b7-00`).send(body);
    await post('/api/auth/signup', { email, password: PASSWORD, name: 'Ada Lovelace' }).expect(202);
    const { token } = await confirmationOf(house, email);
    await post('/api/auth/confirm', { token }).expect(200);
    const { body } = await post('/api/auth/login', { email, password: PASSWORD }).expect(200);
    const bearer = `Bearer ${body.accessToken}`;
    await post('/api/workspaces', { name: email.split('@')[0] })
      .set('Authorization', bearer)
      .expect(201);
    const [{ carrying }] = await house.dataSource.query(
      `SELECT count(*)::int AS carrying FROM graphile_worker._private_jobs WHERE payload::text LIKE '%_traceparent%'`,
    );
    await house.runJobs();
    const [{ left }] = await house.dataSource.query(
      `SELECT count(*)::int AS left FROM provisioning_store WHERE phase <> 'active'`,
    );
    expect(left).toBe(0);
    return carrying;
  }

  it('is not traced, and no job carries a thing, without a DSN', async () => {
    await startReporting(undefined, 'test', 1);
    expect(await comeIn('untold@example.org')).toBe(0);
    await reportsSent();
    expect(sentry.requests()).toBe(0);
  });

  it('is one trace of the request, its event, the job and the probe, without anything secret', async () => {
    await startReporting(sentry.dsn, 'test', 1);
    expect(await comeIn('told@example.org')).toBeGreaterThan(0);
    await reportsSent();
    const all = sentry.transactions().filter(({ contexts }) => contexts.trace.trace_id === TRACE);
    const of = (name: string) => all.filter(({ transaction }) => transaction === name);

    for (const route of ['auth/signup', 'auth/confirm', 'auth/login']) expect(of(`POST /api/${route}`)).toHaveLength(1);
    const [request] = of('POST /api/workspaces');
    const event = request?.spans.find(({ description }) => description === 'event workspace.created');
    expect(event).toMatchObject({ op: 'queue.publish', parent_span_id: request?.contexts.trace.span_id });
    const [job] = of('job provisioning.provision-store');
    expect(job?.contexts.trace).toMatchObject({ op: 'queue.process', parent_span_id: event?.span_id });
    const steps = job?.spans.map(({ description }) => description);
    expect(steps).toEqual(expect.arrayContaining(['step create-log', 'step probe', 'step announce']));
    const probe = job?.spans.find(({ description }) => description === 'step probe');
    const sockets = of('GET /sync');
    expect(sockets.length).toBeGreaterThanOrEqual(3);
    for (const { contexts } of sockets) expect(contexts.trace.parent_span_id).toBe(probe?.span_id);

    for (const word of ['told@example', PASSWORD, 'ticket', 'eyJ', 'SELECT', 'Lovelace']) {
      expect(sentry.raw()).not.toContain(word);
    }
  });
});
