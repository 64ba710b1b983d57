import { Signals } from '@purser/kit/backend/signals';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { KEYS_CHANGED } from '../../plugins/auth/backend/key/key-ring.service.js';
import { RotateKeys } from '../../plugins/auth/backend/key/rotate-keys.command.js';
import { formatSigningKeys, generateSigningKey } from '../../plugins/auth/backend/key/signing-key.js';
import { StoredKeys } from '../../plugins/auth/backend/key/stored-keys.service.js';
import { SessionGate } from '../../plugins/auth/backend/session/session-gate.service.js';
import { authForTests, browser, confirmed, PASSWORD, signIn } from '../support/customer.js';

const run = async (command: RotateKeys, options: Record<string, true> = {}) => {
  const lines: string[] = [];
  await command.run({ args: [], options, print: (line) => lines.push(line) });
  return lines;
};
const kidOf = (bearer: string) =>
  JSON.parse(Buffer.from(bearer.slice(7).split('.')[0] ?? '', 'base64url').toString()).kid as string;
const jwks = async (house: TestHouse) =>
  (await house.request().get('/.well-known/jwks.json').expect(200)).body.keys.map(
    ({ kid }: { kid: string }) => kid,
  ) as string[];

describe('signing keys', () => {
  it('kept in the database rotate on every process at once, and sign nobody out', async () => {
    const house = await createTestHouse({ plugins: [authForTests()] });
    const { publicUrl, consoleUrl } = house.config;
    const other = await createTestHouse({
      plugins: [authForTests()],
      beside: house,
      config: { publicUrl, consoleUrl },
    });
    try {
      const ada = await signIn(house, await confirmed(house));
      await other.request().get('/api/auth/me').set('Authorization', ada.bearer).expect(200);
      await run(house.get(RotateKeys));
      const later = await signIn(other, ada.email, PASSWORD, browser(other));
      const fresh = await signIn(house, ada.email, PASSWORD, browser(house));
      expect(kidOf(fresh.bearer)).not.toBe(kidOf(ada.bearer));
      expect(await jwks(house)).toEqual([kidOf(fresh.bearer), kidOf(ada.bearer)]);
      for (const at of [house, other]) {
        for (const { bearer } of [ada, later, fresh]) {
          await at.request().get('/api/auth/me').set('Authorization', bearer).expect(200);
        }
      }
      await ada.agent.post('/api/auth/refresh').expect(200);
      const audit = await house.dataSource.query(`SELECT 1 FROM house_audit WHERE what = 'auth.keys-rotated'`);
      expect(audit).toHaveLength(1);
      // Longer than any token lives, the one before is gone.
      house.clock.advance(721_000);
      expect(await jwks(house)).not.toContain(kidOf(ada.bearer));
    } finally {
      await other.close();
      await house.close();
    }
  });

  it('given as SIGNING_KEYS sign with the first, verify with all, and are rotated there', async () => {
    const [old, young] = [generateSigningKey(), generateSigningKey()];
    const before = await createTestHouse({ plugins: [authForTests({ signingKeys: formatSigningKeys([old]) })] });
    const after = await createTestHouse({
      plugins: [authForTests({ signingKeys: formatSigningKeys([young, old]) })],
      beside: before,
      config: { publicUrl: before.config.publicUrl, consoleUrl: before.config.consoleUrl },
    });
    try {
      const ada = await signIn(before, await confirmed(before));
      expect(kidOf(ada.bearer)).toBe(old.kid);
      await after.request().get('/api/auth/me').set('Authorization', ada.bearer).expect(200);
      const again = await signIn(after, ada.email);
      expect(kidOf(again.bearer)).toBe(young.kid);
      expect(await jwks(after)).toEqual([young.kid, old.kid]);
      const [value] = await run(before.get(RotateKeys));
      expect(value).toMatch(new RegExp(`^[\\w-]{43}:[^,]+,${old.kid}:`));
      expect(await before.dataSource.query('SELECT 1 FROM auth_signing_key')).toHaveLength(0);
    } finally {
      await after.close();
      await before.close();
    }
  });

  it('that are thrown away take their tokens with them, also those that were used before', async () => {
    const house = await createTestHouse({ plugins: [authForTests()] });
    try {
      const ada = await signIn(house, await confirmed(house));
      const me = () => house.request().get('/api/auth/me').set('Authorization', ada.bearer);
      await me().expect(200);
      await me().expect(200);
      await house.dataSource.query('DELETE FROM auth_signing_key');
      await house.get(Signals).send(KEYS_CHANGED, 'x');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect((await me().expect(401)).body.code).toBe('token_invalid');
    } finally {
      await house.close();
    }
  });

  it('out of reach answer 503, and neither refuse a token nor pretend a sign-out', async () => {
    const house = await createTestHouse({ plugins: [authForTests()] });
    try {
      const ada = await signIn(house, await confirmed(house));
      const away = jest.spyOn(house.get(StoredKeys), 'all').mockRejectedValue(new Error('Connection terminated'));
      // Another process told of a rotation, so the keys have to be read again.
      await house.get(Signals).send(KEYS_CHANGED, 'x');
      await new Promise((resolve) => setTimeout(resolve, 200));
      const me = () => house.request().get('/api/auth/me').set('Authorization', ada.bearer);
      const answer = await me().expect(503);
      expect(answer.body).toMatchObject({ code: 'unavailable', retryAfter: expect.any(Number) });
      expect(JSON.stringify(answer.body)).not.toContain('Connection');
      await ada.agent.post('/api/auth/logout').set('Authorization', ada.bearer).send({}).expect(503);
      await expect(house.get(SessionGate).verifyAccessToken(ada.bearer.slice(7))).rejects.toMatchObject({
        problem: { code: 'unavailable' },
      });
      away.mockRestore();
      await me().expect(200);
    } finally {
      await house.close();
    }
  });

  it('that cannot be read stop the start, and so does production without any', async () => {
    await expect(createTestHouse({ plugins: [authForTests({ signingKeys: 'main:bm90IGEga2V5' })] })).rejects.toThrow(
      'SIGNING_KEYS: entry 1 is not <kid>:<PKCS#8 P-256 key in base64>.',
    );
    await expect(createTestHouse({ plugins: [authForTests()], config: { mode: 'production' } })).rejects.toThrow(
      'auth needs SIGNING_KEYS in production',
    );
  });
});
