import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { DataSource } from 'typeorm';

describe('a house whose database cannot keep up', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await createTestHouse({ plugins: [] });
  });
  afterAll(() => house.close());

  it('turns requests away at once, counts them, shows its pulse, and goes on as soon as it can', async () => {
    const { master } = house.get(DataSource).driver as unknown as { master: object };
    const waiting = jest.spyOn(master as { waitingCount: number }, 'waitingCount', 'get').mockReturnValue(200);
    try {
      const answer = await house.request().get('/api/manifest').expect(503);
      expect(answer.body).toMatchObject({ code: 'unavailable', retryAfter: 1, requestId: answer.get('X-Request-Id') });
      expect([answer.get('Retry-After'), answer.get('Cache-Control')]).toEqual(['1', 'no-store']);
      await house.request().get('/health').expect(200);
      const metrics = await house.request().get('/metrics').expect(200);
      expect(metrics.text).toMatch(/^purser_http_turned_away_total 1$/m);
    } finally {
      waiting.mockRestore();
    }
    await house.request().get('/api/manifest').expect(200);
  });
});
