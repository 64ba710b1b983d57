import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { plugins } from '../../backend/plugins.js';

describe('the house as it is delivered', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({
      plugins: plugins({ SIGNING_KEYS: undefined }),
      role: 'all',
      logLevel: process.env.LOG ?? 'silent',
    });
  });
  afterAll(() => house.close());

  it('boots, is healthy and says what is on', async () => {
    const health = await house.request().get('/health');
    expect({ status: health.status, body: health.body }).toMatchObject({
      status: 200,
      body: { status: 'ok', error: {} },
    });
    const { body } = await house.request().get('/api/manifest').expect(200);
    expect(body.plugins).toEqual(['auth', 'reset', 'workspace', 'sync', 'provisioning', 'monitor', 'backup', 'tasks']);
  });
});
