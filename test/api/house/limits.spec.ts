import { RateLimits } from '@purser/kit/backend/limits';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import type { Pool } from 'pg';

const rule = { points: 5, seconds: 60 };

describe('rate limits', () => {
  let house: TestHouse;
  let other: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [] });
    other = await createTestHouse({ plugins: [], beside: house });
  });
  afterAll(async () => {
    await other.close();
    await house.close();
  });

  const consume = (at: TestHouse, key: string, limit = 'test') => at.get(RateLimits).consume(limit, key, rule);

  it('let exactly as many through as they say, over two processes at once', async () => {
    const tries = Array.from({ length: 20 }, (_, at) => consume(at % 2 ? house : other, 'flood'));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({
      problem: { code: 'too_many_requests', status: 429 },
      facts: { retryAfter: expect.any(Number) },
    });
    expect(refused.reason.facts.retryAfter).toBeGreaterThan(50);
    expect(refused.reason.facts.retryAfter).toBeLessThanOrEqual(60);
  });

  it('keep keys and limits apart', async () => {
    await expect(consume(house, 'flood')).rejects.toThrow();
    await consume(house, 'another');
    await consume(house, 'flood', 'another');
  });

  it('survive a restart', async () => {
    const reborn = await createTestHouse({ plugins: [], beside: house });
    await expect(consume(reborn, 'flood')).rejects.toThrow();
    await reborn.close();
  });

  it('count anew when their window has passed, by the clock of the house', async () => {
    house.clock.advance(30_000);
    await expect(consume(house, 'flood')).rejects.toThrow();
    house.clock.advance(31_000);
    await consume(other, 'flood');
  });

  it('can be reset', async () => {
    for (let at = 0; at < 5; at += 1) await consume(house, 'forgiven');
    await expect(consume(house, 'forgiven')).rejects.toThrow();
    await house.get(RateLimits).reset('test', 'forgiven');
    await consume(house, 'forgiven');
  });

  it('refuse again without asking the database, until the window has passed', async () => {
    for (let at = 0; at < 5; at += 1) await consume(house, 'stubborn');
    await expect(consume(house, 'stubborn')).rejects.toThrow();
    const queries = jest.spyOn((house.dataSource.driver as unknown as { master: Pool }).master, 'query');
    for (let at = 0; at < 20; at += 1) {
      await expect(consume(house, 'stubborn')).rejects.toMatchObject({
        facts: { retryAfter: expect.any(Number) },
      });
    }
    expect(queries).not.toHaveBeenCalled();
    house.clock.advance(61_000);
    await consume(house, 'stubborn');
    expect(queries).toHaveBeenCalledTimes(1);
    queries.mockRestore();
  });

  it('hold nobody’s address in the table', async () => {
    await consume(house, 'anna@example.org');
    const rows = await house.dataSource.query('SELECT key FROM house_rate_limit');
    expect(JSON.stringify(rows)).not.toContain('anna');
  });
});
