import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { housePermissions } from '../../../backend/names.js';
import { lantern } from '../../fixtures/plugins/lantern.js';

const WORKSPACE = '0193a0e2-0000-7000-8000-000000000001';
const FLAG = '/api/console/flags/lantern.bright';

describe('flags', () => {
  let house: TestHouse;
  let other: TestHouse;
  let operator: string;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [lantern()] });
    other = await createTestHouse({ plugins: [lantern()], beside: house });
    operator = house.signedInAs(anOperator(Object.values(housePermissions)));
  });
  afterAll(async () => {
    await other.close();
    await house.close();
  });

  const isOn = async (at: TestHouse, workspace = 'none') =>
    (await at.request().get(`/api/lanterns/flag/${workspace}`).expect(200)).body.on;
  const put = (body: object, as = operator) => house.request().put(FLAG).set('authorization', as).send(body);
  const within = async (ms: number, holds: () => Promise<boolean>) => {
    const end = Date.now() + ms;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error('It did not become true in time.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('have their declared default until somebody overrides it', async () => {
    const { body } = await house.request().get('/api/console/flags').set('authorization', operator).expect(200);
    expect(body).toEqual([
      expect.objectContaining({ id: 'house.webhooks', plugin: 'house', default: false, on: false, override: null }),
      expect.objectContaining({ id: 'lantern.bright', plugin: 'lantern', default: false, on: false, override: null }),
    ]);
    expect(await isOn(house)).toBe(false);
  });

  it('switch for everyone on every process, in the manifest too, and leave an audit entry', async () => {
    const { body } = await put({ on: true, reason: 'Roll-out' }).expect(200);
    expect(body).toMatchObject({ on: true, override: true, updatedBy: 'operator@example.org' });
    expect(await isOn(house)).toBe(true);
    await within(2_000, () => isOn(other));
    const manifest = await other.request().get('/api/manifest');
    expect(manifest.body.flags).toEqual({ 'house.webhooks': false, 'lantern.bright': true });
    const [entry] = await house.dataSource.query("SELECT entry FROM house_audit WHERE what = 'house.flag-changed'");
    expect(JSON.parse(entry.entry)).toMatchObject({ reason: 'Roll-out', before: { on: null }, after: { on: true } });
  });

  it('hold for one workspace, whatever holds for everyone', async () => {
    await house
      .request()
      .post(`${FLAG}/override`)
      .set('authorization', operator)
      .send({ workspaceId: WORKSPACE, on: false })
      .expect(200);
    expect([await isOn(house), await isOn(house, WORKSPACE)]).toEqual([true, false]);
  });

  it('go back to the declared default when the override is taken away', async () => {
    await put({ on: null }).expect(200);
    expect(await isOn(house)).toBe(false);
    await within(2_000, async () => !(await isOn(other)));
  });

  it('refuse unknown flags, wrong values and operators without the permission', async () => {
    await house
      .request()
      .put('/api/console/flags/lantern.nothing')
      .set('authorization', operator)
      .send({ on: true })
      .expect(404);
    const { body } = await put({ on: 'yes' }).expect(400);
    expect(body).toMatchObject({ code: 'invalid_request', errors: { on: expect.any(String) } });
    await put({ on: true }, house.signedInAs(anOperator([housePermissions.readFlags]))).expect(403);
  });

  it('settle on one value when twenty operators switch at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => put({ on: at % 2 === 0 })));
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
    const rows = await house.dataSource.query('SELECT is_on FROM house_flag WHERE workspace_id IS NULL');
    expect(rows).toHaveLength(1);
    expect(await isOn(house)).toBe(rows[0].is_on);
  });
});
