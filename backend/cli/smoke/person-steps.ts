/** A synthetic person goes the whole way, by the public surface and a real mailbox. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mailbox } from './mailbox.js';
import { signUpProof } from './sign-up-proof.js';
import { answer, type SmokeStep } from './smoke-step.js';

interface Grant {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly deviceToken?: string;
}

export interface SmokeWay {
  readonly origin: string;
  readonly mailbox: Mailbox;
  /** `smoke+<random>@example.org` */
  readonly address: string;
  /** Milliseconds after which a mail counts as lost. */
  readonly mailWithin: number;
  /** Milliseconds between two looks into the mailbox. */
  readonly lookEvery: number;
}

/** An address that nobody else has, in the mailbox of `base`. Its tag is how the server knows it. */
export function syntheticAddress(base: string): string {
  const at = base.lastIndexOf('@');
  return `${base.slice(0, at)}+${randomBytes(6).toString('hex')}${base.slice(at)}`;
}

export function personSteps(way: SmokeWay): { readonly steps: SmokeStep[]; readonly cleanUp: SmokeStep } {
  const { origin, address, mailbox } = way;
  const [first, second] = [newPassword(), newPassword()];
  let token = '';
  let grant: Grant | undefined;
  const signIn = async (password: string): Promise<void> => {
    const body = { email: address, password, deviceToken: grant?.deviceToken };
    grant = (await (await answer(origin, '/api/auth/login', 200, { body })).json()) as Grant;
  };
  const refresh = (status: number) =>
    answer(origin, '/api/auth/refresh', status, { body: { refreshToken: grant?.refreshToken } });

  const steps: SmokeStep[] = [
    {
      what: `sign up as ${address}`,
      run: async () => {
        const proof = await signUpProof(origin);
        const body = { email: address, name: 'Smoke Test', password: first, locale: 'en', ...proof };
        await answer(origin, '/api/auth/signup', 202, { body });
      },
    },
    {
      what: 'the confirmation mail arrives',
      run: async () => {
        token = await tokenFromMail(way, '/confirm');
      },
    },
    {
      what: 'nobody signs in before the address is confirmed',
      run: async () => {
        await answer(origin, '/api/auth/login', 403, { body: { email: address, password: first } });
      },
    },
    {
      what: 'the link confirms the address',
      run: async () => void (await answer(origin, '/api/auth/confirm', 200, { body: { token } })),
    },
    { what: 'sign in', run: () => signIn(first) },
    {
      what: 'the account is the right one',
      run: async () => {
        const me = await answer(origin, '/api/auth/me', 200, { bearer: grant?.accessToken });
        const { user } = (await me.json()) as { user?: { email?: string } };
        if (user?.email !== address) throw new Error('the signed-in account has another address');
      },
    },
    {
      what: 'ask for a new password',
      run: async () => void (await answer(origin, '/api/reset/request', 202, { body: { email: address } })),
    },
    {
      what: 'the recovery mail arrives',
      run: async () => {
        token = await tokenFromMail(way, '/reset');
      },
    },
    {
      what: 'looking at the link spends nothing',
      run: async () => {
        await answer(origin, '/reset', 200);
        await answer(origin, '/api/reset/check', 200, { body: { token } });
      },
    },
    {
      what: 'the link sets a new password',
      run: async () => void (await answer(origin, '/api/reset/complete', 204, { body: { token, password: second } })),
    },
    { what: 'the former session is over', run: async () => void (await refresh(401)) },
    {
      what: 'the link works once',
      run: async () => void (await answer(origin, '/api/reset/complete', 410, { body: { token, password: first } })),
    },
    { what: 'sign in with the new password', run: () => signIn(second) },
    {
      what: 'the session is renewed',
      run: async () => {
        grant = { ...grant, ...((await (await refresh(200)).json()) as Grant) };
      },
    },
  ];
  const cleanUp: SmokeStep = {
    what: 'clean up: sign out everywhere, delete the letters',
    run: async () => {
      if (grant) {
        await answer(origin, '/api/auth/logout', 204, { body: { scope: 'all' }, bearer: grant.accessToken });
      }
      await mailbox.empty(address);
    },
  };
  return { steps, cleanUp };
}

/** Of the newest letter with a link to this page. The link has to lead to the house that was asked. */
async function tokenFromMail(way: SmokeWay, page: string): Promise<string> {
  const { mailbox, address, origin, mailWithin, lookEvery } = way;
  for (const deadline = Date.now() + mailWithin; ; await sleep(lookEvery)) {
    const links = (await mailbox.textsTo(address)).flatMap((text) => text.match(/https?:\/\/[^\s<>"]+/g) ?? []);
    const link = links.map((one) => new URL(one)).find(({ pathname, hash }) => pathname === page && hash !== '');
    if (link) {
      if (link.origin !== origin) throw new Error(`its link leads to ${link.origin}, not to ${origin}`);
      const token = new URLSearchParams(link.hash.slice(1)).get('token');
      if (token) return token;
      throw new Error('its link carries no token');
    }
    if (Date.now() >= deadline) throw new Error(`nothing came within ${Math.round(mailWithin / 1000)} s`);
  }
}

function newPassword(): string {
  return `smoke ${randomBytes(18).toString('base64url')}`;
}
