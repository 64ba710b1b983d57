import { Controller, Get, Module, Post } from '@nestjs/common';
import { type Origin, Public, RequestOrigin } from '@purser/kit/backend/access';
import { RateLimits } from '@purser/kit/backend/limits';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { z } from 'zod';

/** `admission.ts`: so many are in work at a time. */
const MOST_IN_WORK = 200;
const MOST_AT_ONE_PATH = 50;

describe('a house that has more in work than it can answer', () => {
  let house: TestHouse;
  let begun = 0;
  let asked = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });

  @Controller('slow')
  class SlowController {
    @Get(':which')
    @Public()
    async answer(): Promise<object> {
      begun += 1;
      await finished;
      return { answered: true };
    }

    @Post('limited')
    @Public()
    async limited(@RequestOrigin() origin: Origin): Promise<void> {
      asked += 1;
      await this.limits.consumeByAddress('limited', origin, { points: 2, seconds: 60 });
    }

    constructor(private readonly limits: RateLimits) {}
  }

  @Module({ controllers: [SlowController] })
  class SlowModule {}

  beforeAll(async () => {
    const slow = definePlugin({ name: 'slow', worksWith: '^1.0.0', options: z.object({}), module: SlowModule });
    house = await createTestHouse({ plugins: [slow()] });
  });
  afterAll(() => house?.close());

  it('turns the next away at once, counts it, shows its pulse, and goes on as soon as it can', async () => {
    const patient = Array.from({ length: MOST_AT_ONE_PATH }, () => fetch(`${house.url}/api/slow/one`));
    while (begun < MOST_AT_ONE_PATH) await new Promise(setImmediate);

    // One path never takes all the room.
    await house.request().get('/api/slow/one').expect(503);
    await house.request().get('/api/manifest').expect(200);
    for (let more = MOST_AT_ONE_PATH; more < MOST_IN_WORK; more += 1)
      patient.push(fetch(`${house.url}/api/slow/${Math.floor(more / MOST_AT_ONE_PATH)}`));
    while (begun < MOST_IN_WORK) await new Promise(setImmediate);

    const answer = await house.request().get('/api/manifest').expect(503);
    expect(answer.body).toEqual({
      code: 'unavailable',
      message: 'The server is busy; try again in a moment.',
      requestId: answer.get('X-Request-Id'),
      retryAfter: 1,
    });
    expect([answer.get('Retry-After'), answer.get('Cache-Control')]).toEqual(['1', 'no-store']);
    await house.request().get('/health').expect(200);
    const metrics = await house.request().get('/metrics').expect(200);
    expect(metrics.text).toMatch(/^purser_http_turned_away_total 2$/m);

    finish();
    const statuses = (await Promise.all(patient)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await house.request().get('/api/manifest').expect(200);
  });

  it('answers at the door who was refused by address, on that path alone, until the window has passed', async () => {
    const ask = () => house.request().post('/api/slow/limited');
    await ask().expect(201);
    await ask().expect(201);
    const refused = await ask().expect(429);
    expect(asked).toBe(3);
    const again = await ask().expect(429);
    expect(asked).toBe(3);
    expect({ ...again.body, requestId: '', retryAfter: 0 }).toEqual({ ...refused.body, requestId: '', retryAfter: 0 });
    expect(again.get('Retry-After')).toBe(String(again.body.retryAfter));
    expect(again.body.retryAfter).toBeGreaterThan(50);
    await house.request().get('/api/manifest').expect(200);
    house.clock.advance(61_000);
    await ask().expect(201);
    expect(asked).toBe(4);
  });
});
