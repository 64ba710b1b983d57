import { Controller, Get, Module } from '@nestjs/common';
import { Public } from '@purser/kit/backend/access';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { z } from 'zod';

/** `admission.ts`: so many are in work at a time. */
const MOST_IN_WORK = 200;

describe('a house that has more in work than it can answer', () => {
  let house: TestHouse;
  let begun = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });

  @Controller('slow')
  class SlowController {
    @Get()
    @Public()
    async answer(): Promise<object> {
      begun += 1;
      await finished;
      return { answered: true };
    }
  }

  @Module({ controllers: [SlowController] })
  class SlowModule {}

  beforeAll(async () => {
    const slow = definePlugin({ name: 'slow', worksWith: '^1.0.0', options: z.object({}), module: SlowModule });
    house = await createTestHouse({ plugins: [slow()] });
  });
  afterAll(() => house?.close());

  it('turns the next away at once, counts it, shows its pulse, and goes on as soon as it can', async () => {
    const patient = Array.from({ length: MOST_IN_WORK }, () => fetch(`${house.url}/api/slow`));
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
    expect(metrics.text).toMatch(/^purser_http_turned_away_total 1$/m);

    finish();
    const statuses = (await Promise.all(patient)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await house.request().get('/api/manifest').expect(200);
  });
});
