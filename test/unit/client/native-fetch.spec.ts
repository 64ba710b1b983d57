/** What a native app sends of its tokens, and what it keeps of an answer. */
import { nativeFetch, type TokenStore } from '@purser/client/session/native-fetch';

function storeOf(first: string | null = null): TokenStore & { readonly kept: string | null } {
  let kept = first;
  return {
    get kept() {
      return kept;
    },
    load: async () => kept,
    save: async (token) => {
      kept = token;
    },
  };
}

const at = (path: string) => `https://purser.example${path}`;
const answering =
  (status: number, body: unknown, seen: unknown[]): typeof fetch =>
  async (_input, init) => {
    seen.push(init?.body === undefined ? undefined : JSON.parse(String(init.body)));
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  };

const signIn = { method: 'POST', body: JSON.stringify({ email: 'ida@example.com', password: 'a password of hers' }) };

test('a sign-in carries the device’s token, and keeps both that come back', async () => {
  const [session, device, seen] = [storeOf(), storeOf('device-1'), [] as unknown[]];
  const fetch = nativeFetch({ session, device }, answering(200, { refreshToken: 'r1', deviceToken: 'device-2' }, seen));
  const response = await fetch(at('/api/auth/login'), signIn);
  expect(seen).toEqual([{ email: 'ida@example.com', password: 'a password of hers', deviceToken: 'device-1' }]);
  expect([session.kept, device.kept]).toEqual(['r1', 'device-2']);
  expect(await response.json()).toEqual({ refreshToken: 'r1', deviceToken: 'device-2' });
});

test('a refresh carries the refresh token and leaves the device’s alone', async () => {
  const [session, device, seen] = [storeOf('r1'), storeOf('device-1'), [] as unknown[]];
  await nativeFetch({ session, device }, answering(200, { refreshToken: 'r2' }, seen))(at('/api/auth/refresh'), {
    method: 'POST',
  });
  expect(seen).toEqual([{ refreshToken: 'r1' }]);
  expect([session.kept, device.kept]).toEqual(['r2', 'device-1']);
});

test('a sign-out forgets the session and not the device', async () => {
  const [session, device] = [storeOf('r1'), storeOf('device-1')];
  await nativeFetch({ session, device }, answering(204, null, []))(at('/api/auth/logout'), { method: 'POST' });
  expect([session.kept, device.kept]).toEqual([null, 'device-1']);
});

test('a refused refresh keeps what there is; nothing else is touched', async () => {
  const [session, device, seen] = [storeOf('r1'), storeOf('device-1'), [] as unknown[]];
  const fetch = nativeFetch({ session, device }, answering(503, { refreshToken: 'never' }, seen));
  await fetch(at('/api/auth/refresh'), { method: 'POST' });
  await fetch(at('/api/workspaces'), { method: 'POST', body: '{"name":"Keel"}' });
  expect(seen).toEqual([{ refreshToken: 'r1' }, { name: 'Keel' }]);
  expect(session.kept).toBe('r1');
});
