import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { housePermissions } from '../../../backend/names.js';
import { lantern, Wick } from '../../fixtures/plugins/lantern.js';

describe('what the house tells about itself', () => {
  let house: TestHouse;
  let operator: string;

  beforeAll(async () => {
    house = await createTestHouse({
      plugins: [lantern()],
      role: 'all',
      config: { metricsToken: 'a-token-of-this-test' },
    });
    operator = house.signedInAs(anOperator(Object.values(housePermissions)));
  });
  afterAll(() => house.close());

  it('lists what is on in the manifest, for everyone', async () => {
    const { body } = await house.request().get('/api/manifest').expect(200);
    expect(body).toEqual({
      product: 'Purser',
      plugins: ['lantern'],
      flags: { 'house.webhooks': false, 'lantern.bright': false },
    });
  });

  it('lists plugins for operators, with what they bring', async () => {
    await house.request().get('/api/console/plugins').expect(401);
    const { body, headers } = await house
      .request()
      .get('/api/console/plugins')
      .set('authorization', operator)
      .expect(200);
    expect(headers['content-range']).toBe('plugins 0-0/1');
    expect(body[0]).toMatchObject({ id: 'lantern', enabled: true, needs: [], flags: ['lantern.bright'] });
  });

  describe('health', () => {
    const report = async (state: Wick['report']) => {
      house.get(Wick).report = state;
      await new Promise((resolve) => setTimeout(resolve, 550));
      return house.request().get('/health');
    };

    it('is green, part by part', async () => {
      const { status, body } = await report({ ok: true, detail: 'dry' });
      expect(body.details).toMatchObject({
        'house.database': { status: 'up' },
        'house.signals': { status: 'up' },
        'lantern.wick': { status: 'up', detail: 'dry' },
      });
      expect(status).toBe(200);
    });

    it('is 503 when a part of a plugin is down, and takes the process out of service for nothing', async () => {
      const { status, body } = await report({ ok: false, detail: 'wet' });
      expect([status, body.status, body.details['lantern.wick']]).toEqual([
        503,
        'error',
        { status: 'down', detail: 'wet' },
      ]);
      await house.request().get('/health/ready').expect(200);
      await house.request().get('/health/live').expect(200);
    });

    it('keeps what a check throws to itself', async () => {
      const { status, text } = await report('throw');
      expect(status).toBe(503);
      expect(text).not.toContain('secret');
    });

    it('does not wait for a check that hangs', async () => {
      const { status, body } = await report('hang');
      expect(status).toBe(503);
      expect(body.details['lantern.wick'].detail).toBe('no answer within 2000 ms');
      house.get(Wick).report = { ok: true };
    });
  });

  describe('metrics', () => {
    it('are read on the loopback', async () => {
      await house.request().get('/api/manifest');
      const { text } = await house.request().get('/metrics').expect(200);
      expect(text).toContain(
        'purser_http_request_duration_seconds_count{method="GET",route="/api/manifest",status="2xx"}',
      );
      expect(text).toContain('process_resident_memory_bytes');
    });

    it('need the token when the request came through a proxy', async () => {
      await house.request().get('/metrics').set('x-forwarded-for', '203.0.113.7').expect(403);
      const through = (token: string) =>
        house.request().get('/metrics').set('x-forwarded-for', '203.0.113.7').set('authorization', `Bearer ${token}`);
      await through('another-token').expect(403);
      await through('a-token-of-this-test').expect(200);
    });
  });
});
