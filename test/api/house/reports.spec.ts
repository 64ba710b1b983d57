/** What the server tells Sentry of an error, and what it keeps to itself. */
import { Controller, Module, Param, Post } from '@nestjs/common';
import { Public } from '@purser/kit/backend/access';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { reportsSent } from '../../../backend/http/error-reports.js';
import { startReporting } from '../../../backend/instrument.js';
import { type FakeSentry, startFakeSentry } from '../../support/fake-sentry.js';

const secret = 'q3J1c2VyLXNlc3Npb24ta2V5LW9mLTMyLWJ5dGVzISE';

@Controller('lamps')
class BrokenLamps {
  @Public()
  @Post(':id/light')
  light(@Param('id') id: string): never {
    throw new Error(`lamp ${id} of mia@example.org at 10.1.2.3 took ${secret}`);
  }
}

@Module({ controllers: [BrokenLamps] })
class LampModule {}

describe('reports of the server', () => {
  let house: TestHouse;
  let sentry: FakeSentry;

  beforeAll(async () => {
    sentry = await startFakeSentry();
    house = await createTestHouse({
      plugins: [definePlugin({ name: 'lamp', worksWith: '^1.0.0', module: LampModule })()],
    });
  });
  afterAll(async () => {
    await house.close();
    await sentry.close();
  });

  const fail = () =>
    house
      .request()
      .post('/api/lamps/7/light?token=in-the-query')
      .set('Cookie', `purser=${secret}`)
      .set('Authorization', 'Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJtaWEifQ.c2lnbmF0dXJl')
      .set('X-Forwarded-For', '203.0.113.9')
      .send({ password: 'three lanterns on a quay' })
      .expect(500);

  it('are not made without a DSN', async () => {
    await startReporting(undefined, 'test');
    await fail();
    await reportsSent();
    expect(sentry.requests()).toBe(0);
  });

  it('tell the error, the route and the request id, and no secret', async () => {
    await startReporting(sentry.dsn, 'test');
    const { body } = await fail();
    await reportsSent();
    const event = await sentry.event(({ exception }) => exception !== undefined);
    expect(event.exception?.values.at(-1)).toMatchObject({
      type: 'Error',
      value: 'lamp 7 of [address] at [address] took [token]',
    });
    expect(event.tags).toMatchObject({ app: 'server', requestId: body.requestId, route: 'POST /api/lamps/:id/light' });
    expect(event.environment).toBe('test');
    for (const word of [secret, 'mia@example', '10.1.2.3', '203.0.113.9', 'in-the-query', 'eyJ', 'lanterns']) {
      expect(sentry.raw()).not.toContain(word);
    }
  });
});

describe('reports of pages', () => {
  const connectSrc = (policy: string | undefined) => /connect-src ([^;]+)/.exec(policy ?? '')?.[1]?.split(' ') ?? [];
  const facts = async (browserDsn?: string) => {
    const house = await createTestHouse({ plugins: [], config: { browserDsn } });
    try {
      const [manifest, portal, console, api] = await Promise.all(
        ['/api/manifest', '/sign-in', '/console/users', '/api/manifest'].map((path) => house.request().get(path)),
      );
      const policies = [portal, console, api].map((answer) => connectSrc(answer?.headers['content-security-policy']));
      return { reports: manifest?.body.reports, policies };
    } finally {
      await house.close();
    }
  };

  it('have nowhere to go unless a DSN is configured', async () => {
    const { reports, policies } = await facts();
    expect(reports).toBeUndefined();
    expect(policies[1]).toEqual(["'self'"]);
    expect(policies.flat().filter((source) => source.startsWith('http'))).toEqual([]);
  });

  it('go to the host of the DSN, and to no other', async () => {
    const dsn = 'https://publickey@o1.ingest.example.org/42';
    const { reports, policies } = await facts(dsn);
    expect(reports).toEqual({ dsn, environment: 'test' });
    for (const policy of policies.slice(0, 2)) {
      expect(policy.filter((source) => source.startsWith('http'))).toEqual(['https://o1.ingest.example.org']);
    }
    expect(policies[2]).toEqual([]);
  });
});
