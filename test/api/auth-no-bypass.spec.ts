/** Development signs people in exactly like production: nothing is reachable without a token, and nothing stands in for one. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { openApiDocument } from '../../backend/http/open-api.js';
import { plugins } from '../../backend/plugins.js';
import { PASSWORD, signUp } from '../support/customer.js';
import { SyncSocket, UpgradeRefused } from '../support/sync-socket.js';

/** All that answers without a token, and what it answers to nothing: none of it gives anything of anybody away. */
const PUBLIC: Readonly<Record<string, readonly [status: number, code?: string]>> = {
  'GET /api/manifest': [200],
  'GET /health': [200],
  'GET /health/live': [200],
  'GET /health/ready': [200],
  'GET /status.json': [404, 'status_off'],
  'GET /.well-known/jwks.json': [200],
  'POST /api/auth/signup': [400, 'invalid_request'],
  'POST /api/auth/confirm': [400, 'invalid_request'],
  'POST /api/auth/confirm/resend': [400, 'invalid_request'],
  'POST /api/auth/login': [400, 'invalid_request'],
  'POST /api/auth/logout': [204],
  'GET /api/auth/signup/challenge': [200],
  'POST /api/auth/signup/correct': [400, 'invalid_request'],
  'POST /api/auth/email/confirm': [400, 'invalid_request'],
  'POST /api/auth/email/undo/check': [400, 'invalid_request'],
  'POST /api/auth/email/undo': [400, 'invalid_request'],
  'POST /api/auth/disown/check': [400, 'invalid_request'],
  'POST /api/auth/disown': [400, 'invalid_request'],
  'POST /api/console/operator-invitations/check': [400, 'invalid_request'],
  'POST /api/console/operator-invitations/accept': [400, 'invalid_request'],
  'POST /api/console/session': [400, 'invalid_request'],
  'DELETE /api/console/session': [204],
  'GET /api/backup-files': [400, 'invalid_request'],
  'GET /api/console/backup-files': [400, 'invalid_request'],
  'POST /api/invitations/preview': [400, 'invalid_request'],
  'POST /api/invitations/decline': [400, 'invalid_request'],
  'POST /api/mail/webhooks/{source}': [404, 'not_found'],
  'POST /api/reset/request': [400, 'invalid_request'],
  'POST /api/reset/check': [400, 'invalid_request'],
  'POST /api/reset/complete': [400, 'invalid_request'],
};

/** What other products let pass while they are developed. */
const MAGIC: readonly Readonly<Record<string, string>>[] = [
  { Authorization: 'Bearer dev' },
  { Authorization: 'Bearer development' },
  { Authorization: 'Bearer test' },
  { Authorization: 'Bearer insecure-token-change-me' },
  { Authorization: 'Basic YWRtaW46YWRtaW4=' },
  { Authorization: 'Bearer undefined' },
  { Authorization: 'Bearer null' },
  { 'X-User-Id': '01890000-0000-7000-8000-000000000000', 'X-Dev-User': 'ada@example.org' },
  { 'X-Purser-Dev': '1', 'X-Debug': 'true', 'X-Test': '1', 'X-Bypass': '1' },
  { 'X-Forwarded-User': 'admin', 'X-Remote-User': 'admin', 'X-Forwarded-For': '127.0.0.1' },
  { Cookie: 'purser-session=dev; purser-console=dev; session=1; access_token=dev' },
];

describe('a development house', () => {
  let house: TestHouse;
  const mode = process.env.NODE_ENV;

  beforeAll(async () => {
    process.env.NODE_ENV = 'development';
    house = await createTestHouse({ plugins: plugins({ SIGNING_KEYS: undefined }), config: { mode: 'development' } });
  });
  afterAll(async () => {
    process.env.NODE_ENV = mode;
    await house?.close();
  });

  const routes = () => {
    const { paths } = openApiDocument(house.app, 'Purser') as unknown as { paths: Record<string, object> };
    return Object.entries(paths).flatMap(([route, methods]) =>
      Object.keys(methods).map((method) => [method.toUpperCase(), route] as const),
    );
  };
  const ask = async (method: string, route: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(house.url + route.replace(/\{\w+\}/g, '01890000-0000-7000-8000-000000000000'), {
      method,
      headers: { 'X-Purser-Client': 'portal', 'Content-Type': 'application/json', ...headers },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
    const text = await answer.text();
    const { code } = text.startsWith('{') ? (JSON.parse(text) as { code?: string }) : {};
    return code === undefined ? [answer.status] : [answer.status, code];
  };

  it('answers nothing without a token, but for what is public', async () => {
    const all = routes();
    expect(all.length).toBeGreaterThan(50);
    const answers: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const [method, route] of all) {
      const name = `${method} ${route}`;
      answers[name] = await ask(method, route);
      expected[name] = PUBLIC[name] ?? [401, 'unauthenticated'];
    }
    expect(answers).toEqual(expected);
    expect(Object.keys(PUBLIC).filter((name) => !(name in answers))).toEqual([]);
  });

  it.each(MAGIC.map((headers) => [JSON.stringify(headers), headers] as const))(
    'knows no magic word: %s',
    async (_, headers) => {
      for (const [method, route] of [
        ['GET', '/api/auth/me'],
        ['GET', '/api/workspaces'],
        ['GET', '/api/console/me'],
        ['GET', '/api/console/users'],
        ['POST', '/api/sync/tickets'],
        ['POST', '/api/console/sessions/end-all'],
      ] as const) {
        const [status, code] = await ask(method, route, headers);
        expect([method, route, status]).toEqual([method, route, 401]);
        expect(['unauthenticated', 'token_invalid']).toContain(code);
      }
      // A cookie that is none of ours, or comes without the page’s origin, renews nothing either.
      const [refreshed] = await ask('POST', '/api/auth/refresh', headers);
      expect([401, 403]).toContain(refreshed);
    },
  );

  it.each(['admin', 'password', 'purser', 'demo', ''])('has no user with the password "%s"', async (word) => {
    for (const email of ['admin@example.org', 'demo@example.org', 'test@example.org', 'operator@purser.localhost']) {
      for (const route of ['/api/auth/login', '/api/console/session']) {
        const answer = await house.request().post(route).send({ email, password: word });
        expect([400, 401]).toContain(answer.status);
      }
    }
  });

  it('confirms no address by a code somebody knows', async () => {
    const email = await signUp(house);
    for (const code of ['00000000', '12345678', 'AAAA-AAAA', 'TEST-TEST', '11111111']) {
      const answer = await house.request().post('/api/auth/confirm').send({ email, code });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_code']);
    }
    const answer = await house.request().post('/api/auth/login').send({ email, password: PASSWORD });
    expect([answer.status, answer.body.code]).toEqual([403, 'email_unconfirmed']);
  });

  it.each([{}, { token: 'dev' }, { ticket: 'dev' }, { authToken: 'insecure-token-change-me' }, { userId: 'ada' }])(
    'opens no sync socket to %j',
    async (payload) => {
      const attempt = SyncSocket.open({ url: house.url, storeId: 'st-any', payload });
      await expect(attempt).rejects.toBeInstanceOf(UpgradeRefused);
      await expect(attempt).rejects.toMatchObject({ status: 401 });
    },
  );
});

describe('the source', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const files = ['backend', 'plugins', 'client', 'portal', 'console'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => path.join(folder, file))
      .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(node_modules|dist|testing)\//.test(file)),
  );
  const found = (pattern: RegExp) =>
    files.filter((file) => pattern.test(readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')));

  it('asks which mode it runs in only to be stricter in production, or to name it', () => {
    // Each of these refuses something in production, backs more up there, or is a word in a report; none lets anybody in.
    expect(found(/NODE_ENV|settings\.mode|config\.mode|import\.meta\.env|process\.env/).sort()).toEqual([
      'backend/cli/main.ts',
      'backend/env.ts',
      'backend/flags/flag-list.ts',
      'backend/flags/flag-overrides.service.ts',
      'backend/flags/house-flags.ts',
      'backend/run.ts',
      'backend/settings/config-of-env.ts',
      'backend/start.ts',
      'plugins/auth/backend/key/key-ring.service.ts',
      'plugins/auth/backend/seed/seed.command.ts',
      'plugins/backup/backend/policy/backup-policies.service.ts',
      // Gives a thread the mode that its library runs in.
      'plugins/backup/backend/replay/log-replayer.ts',
    ]);
    expect(found(/(mode|NODE_ENV)\s*[!=]==?\s*'(development|test)'/)).toEqual(['backend/run.ts']);
  });

  it('has no word for letting somebody pass', () => {
    expect(
      found(/\b(bypass|backdoor|skip_?auth|auth_?bypass|dev_?(user|login|token)|fake_?user|magic_?(link|code|token))/i),
    ).toEqual([]);
  });

  it('answers publicly only where the list above says so', () => {
    const controllers = found(/@Public\(\)/).filter((file) => file.includes('controller'));
    expect(controllers.length).toBeGreaterThan(3);
    expect(found(/ACCESS_RULE\b/).sort()).toEqual([
      'backend/access/access.guard.ts',
      'backend/access/decorated-routes.ts',
      'plugins/kit/backend/access.ts',
    ]);
  });
});
