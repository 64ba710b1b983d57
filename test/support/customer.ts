/** A customer with a browser: signs up, confirms and signs in the way a person does. */
import type { TestHouse } from '@purser/kit/testing/house';
import type { QueuedMail } from '@purser/kit/testing/test-mails';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';

export const PASSWORD = 'quietly tall marmots 92';

/** Auth whose limits per client address are out of the way: every test comes from the same one. */
export function authForTests(options: Parameters<typeof auth>[0] = {}) {
  const free = { points: 100_000 };
  return auth({
    ...options,
    mailRequests: free,
    signIn: { perAddress: free, perAddressAndAccount: free, ...options.signIn },
  });
}

export type Agent = ReturnType<TestHouse['request']>;

/** A browser of its own: cookies, and the headers that browsers send with them. */
export function browser(house: Pick<TestHouse, 'request'>): Agent {
  return house.request().set({ 'X-Purser-Client': 'portal', 'Sec-Fetch-Site': 'same-origin', 'User-Agent': FIREFOX });
}

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let serial = 0;

export async function signUp(house: TestHouse, email = `ada-${++serial}@example.org`, password = PASSWORD) {
  await house.request().post('/api/auth/signup').send({ email, password, name: 'Ada Lovelace' }).expect(202);
  await house.runJobs();
  return email;
}

/** Mails to this address, once everything that waits is done. */
export async function mailsTo(house: TestHouse, email: string): Promise<QueuedMail[]> {
  await house.runJobs();
  return house.mails(email);
}

/** Link token and typed code of the newest confirmation mail to this address. */
export async function confirmationOf(house: TestHouse, email: string): Promise<{ token: string; code: string }> {
  const mails = await mailsTo(house, email);
  const mail = mails.filter((each) => each.template === 'auth.confirm-address').at(-1);
  if (!mail) throw new Error(`no confirmation mail to ${email}`);
  const link = new URL(String(mail.data.link));
  return { token: new URLSearchParams(link.hash.slice(1)).get('token') ?? '', code: String(mail.data.code) };
}

export async function confirmed(house: TestHouse, email?: string, password?: string): Promise<string> {
  const address = await signUp(house, email, password);
  const { token } = await confirmationOf(house, address);
  await house.request().post('/api/auth/confirm').send({ token }).expect(200);
  return address;
}

export interface SignedIn {
  readonly agent: Agent;
  readonly email: string;
  readonly bearer: string;
  readonly sessionId: string;
  readonly userId: string;
}

export async function signIn(
  house: TestHouse,
  email: string,
  password = PASSWORD,
  agent = browser(house),
): Promise<SignedIn> {
  const { body } = await agent.post('/api/auth/login').send({ email, password }).expect(200);
  return { agent, email, bearer: `Bearer ${body.accessToken}`, sessionId: body.session.id, userId: body.user.id };
}

/** The refresh token in the cookie that an answer sets. */
export function cookieIn(response: { headers: Record<string, unknown> }, name = 'purser-session'): string {
  const lines = [response.headers['set-cookie'] ?? []].flat() as string[];
  const found = lines
    .map((line) => new RegExp(`^${name}=([^;]*)`).exec(line)?.[1])
    .find((value) => value !== undefined);
  if (found === undefined) throw new Error(`no cookie ${name} was set`);
  return found;
}
