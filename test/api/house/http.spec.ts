import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { aCustomer, anOperator } from '@purser/kit/testing/test-callers';
import { lantern, lanternPermissions } from '../../fixtures/plugins/lantern.js';

describe('requests', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [lantern({ wicks: 5 })], config: { trustProxy: 1 } });
  });
  afterAll(() => house.close());

  describe('that are refused', () => {
    const lamps = () => house.request().post('/api/lanterns/lamps');

    it.each([
      ['malformed JSON', '{"name":', 400, 'invalid_json'],
      ['JSON that is no object', '"name"', 400, 'invalid_json'],
      ['an empty body', '', 400, 'invalid_request'],
      ['a wrong type', '{"name":7}', 400, 'invalid_request'],
      ['a value out of range', '{"name":"x"}', 400, 'invalid_request'],
      ['a prototype in disguise', '{"__proto__":{"name":"lamp"}}', 400, 'invalid_request'],
      ['a body over the limit', JSON.stringify({ name: 'x'.repeat(300_000) }), 413, 'too_large'],
    ])('%s: %#', async (_, body, status, code) => {
      const answer = await lamps().set('content-type', 'application/json').send(body);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.body.requestId).toBe(answer.get('x-request-id'));
      expect(answer.text.length).toBeLessThan(2_000);
    });

    it('says per field what is wrong', async () => {
      const { body } = await lamps().send({ name: 'x', oil: -1 }).expect(400);
      expect(Object.keys(body.errors).sort()).toEqual(['name', 'oil']);
    });

    it('refuses other content types without looking into them', async () => {
      const { body } = await lamps().set('content-type', 'text/xml').send('<name/>').expect(400);
      expect(body.code).toBe('invalid_request');
    });

    it.each(['/api/nothing', '/api/lanterns', '/API/lanterns/open', '/nothing.js', '/sync'])(
      'there is nothing at %s',
      async (path) => {
        const { body } = await house.request().get(path).expect(404);
        expect(body.code).toBe('not_found');
      },
    );

    it('a path that cannot be read is no request', async () => {
      const { body } = await house.request().get('/api/lanterns/%E0%A4%A').expect(400);
      expect(body.code).toBe('invalid_request');
    });

    it('there is nothing for another method', async () => {
      await house.request().delete('/api/lanterns/open').expect(404);
    });
  });

  describe('that go wrong', () => {
    it('carry what a refusal says, and nothing of its cause', async () => {
      const answer = await house.request().get('/api/lanterns/fail/refusal').expect(412);
      expect(answer.get('retry-after')).toBe('2');
      expect(answer.body).toEqual({
        code: 'stale',
        message: expect.any(String),
        requestId: expect.any(String),
        retryAfter: 2,
        current: { version: 2 },
      });
    });

    it.each([
      ['throw', 500, 'internal'],
      ['sql', 500, 'internal'],
      ['uuid', 400, 'invalid_request'],
      ['deadlock', 503, 'unavailable'],
      ['pool', 503, 'unavailable'],
      ['cut', 503, 'unavailable'],
    ])('%s', async (how, status, code) => {
      const answer = await house.request().get(`/api/lanterns/fail/${how}`);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.text).not.toMatch(/secret|SELECT|\/srv|at .*\.ts|relation/i);
      expect(Object.keys(answer.body).sort()).toEqual(
        status === 503 ? ['code', 'message', 'requestId', 'retryAfter'] : ['code', 'message', 'requestId'],
      );
    });
  });

  describe('where they come from', () => {
    const origin = async (forwarded: string, headers: Record<string, string> = {}) =>
      (await house.request().get('/api/lanterns/open').set('x-forwarded-for', forwarded).set(headers).expect(200)).body;

    it.each([
      ['203.0.113.7', '203.0.113.7'],
      ['198.51.100.1, 203.0.113.7', '203.0.113.7'],
      ['::ffff:203.0.113.7', '203.0.113.7'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['2001:0DB8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
      ['2001:db8::1', '2001:db8:0:0::/64'],
      ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
      ['not-an-address', 'unknown'],
    ])('%s is %s', async (forwarded, ip) => {
      expect((await origin(forwarded)).origin.ip).toBe(ip);
    });

    it('keeps a request id of a trusted proxy, and none that could forge a log line', async () => {
      expect((await origin('203.0.113.7', { 'x-request-id': 'abc-12345678' })).origin.requestId).toBe('abc-12345678');
      expect((await origin('203.0.113.7', { 'x-request-id': 'a b"}{' })).origin.requestId).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('hands options to the plugin, with what is given over what is default', async () => {
      expect((await origin('203.0.113.7')).wicks).toBe(5);
    });
  });

  describe('access', () => {
    const get = (path: string, authorization?: string) =>
      house
        .request()
        .get(`/api/lanterns/${path}`)
        .set(authorization ? { authorization } : {});
    const both = [lanternPermissions.read, lanternPermissions.light];

    it('is for nobody without a session', async () => {
      for (const path of ['mine', 'any-operator', 'both']) {
        const { body } = await get(path).expect(401);
        expect(body.code).toBe('unauthenticated');
      }
    });

    it('tells customers and operators apart', async () => {
      const customer = aCustomer();
      const asCustomer = house.signedInAs(customer);
      const asOperator = house.signedInAs(anOperator(both));
      expect((await get('mine', asCustomer).expect(200)).body).toEqual({ userId: customer.userId });
      await get('mine', asOperator).expect(401);
      for (const path of ['any-operator', 'both']) {
        await get(path, asCustomer).expect(401);
        await get(path, asOperator).expect(200);
      }
    });

    it('asks for every permission a route names', async () => {
      const { body } = await get('both', house.signedInAs(anOperator([lanternPermissions.read]))).expect(403);
      expect(body.code).toBe('forbidden');
    });
  });

  describe('with a cookie', () => {
    const post = (headers: Record<string, string>) => house.request().post('/api/lanterns/cookie').set(headers);
    const client = { 'x-purser-client': 'portal' };
    const cookie = { cookie: 'a=b' };

    it.each<[string, Record<string, string>, number]>([
      ['nothing', {}, 403],
      ['only the client header', client, 201],
      ['a cookie and the client header, no word on the origin', { ...client, ...cookie }, 403],
      ['same origin by the browser', { ...client, ...cookie, 'sec-fetch-site': 'same-origin' }, 201],
      ['no client header', { ...cookie, 'sec-fetch-site': 'same-origin' }, 403],
      ['same site only', { ...client, ...cookie, 'sec-fetch-site': 'same-site' }, 403],
      ['cross site', { ...client, ...cookie, 'sec-fetch-site': 'cross-site' }, 403],
      ['typed into the address bar', { ...client, ...cookie, 'sec-fetch-site': 'none' }, 403],
      ['a foreign origin', { ...client, ...cookie, origin: 'https://evil.example' }, 403],
      ['a foreign origin without a cookie', { ...client, origin: 'https://evil.example' }, 403],
      ['the null origin', { ...client, ...cookie, origin: 'null' }, 403],
    ])('%s', async (_, headers, status) => {
      const answer = await post(headers).expect(status);
      if (status === 403) expect(answer.body.code).toBe('csrf');
    });

    it('the own origin of an older browser', async () => {
      await post({ ...client, ...cookie, origin: house.url }).expect(201);
    });
  });

  describe('limits', () => {
    const slow = (ip: string) => house.request().get('/api/lanterns/slow').set('x-forwarded-for', ip);

    it('hold exactly under twenty requests at once, per client, and end with their window', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => slow('203.0.113.50')));
      const refused = answers.filter((answer) => answer.status === 429);
      expect(refused).toHaveLength(17);
      expect(refused[0]?.body).toMatchObject({ code: 'too_many_requests', retryAfter: expect.any(Number) });
      expect(Number(refused[0]?.get('retry-after'))).toBeGreaterThan(0);
      await slow('203.0.113.51').expect(200);
      house.clock.advance(61_000);
      await slow('203.0.113.50').expect(200);
    });

    it('count an IPv6 network as one client, and are shared by all processes', async () => {
      const other = await createTestHouse({ plugins: [lantern()], beside: house, config: { trustProxy: 1 } });
      const ask = (at: TestHouse, ip: string) => at.request().get('/api/lanterns/slow').set('x-forwarded-for', ip);
      await ask(house, '2001:db8:1:2::1').expect(200);
      await ask(other, '2001:db8:1:2::2').expect(200);
      await ask(house, '2001:db8:1:2:ffff::3').expect(200);
      await ask(other, '2001:db8:1:2::4').expect(429);
      await ask(other, '2001:db8:1:3::4').expect(200);
      await other.close();
    });
  });

  describe('headers', () => {
    it('of an answer: nothing is kept, framed, sniffed or told on', async () => {
      const { headers } = await house.request().get('/api/lanterns/open');
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      // Plain http: a promise of https would lock people out.
      expect(headers).not.toHaveProperty('strict-transport-security');
    });
  });

  describe('the API in its own words', () => {
    it('lists the routes with their schemas', async () => {
      const { body } = await house.request().get('/api/openapi.json').expect(200);
      expect(body.openapi).toMatch(/^3\.1/);
      expect(Object.keys(body.paths)).toEqual(
        expect.arrayContaining(['/api/lanterns/lamps', '/api/manifest', '/health']),
      );
      const schema = body.paths['/api/lanterns/lamps'].post.requestBody.content['application/json'].schema;
      expect(schema).toMatchObject({ type: 'object', required: ['name'] });
      const page = await house.request().get('/api/docs').expect(200);
      expect(page.text).toContain('swagger-ui');
    });
  });
});
