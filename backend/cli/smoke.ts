/** `pnpm purser smoke --url <origin>`: does an installation answer as it should, seen from outside? */
import { manifestRecord } from '@purser/kit/manifest';

interface Probe {
  readonly what: string;
  /** Throws in one phrase when it is not so. */
  look(origin: string): Promise<void>;
}

const TIMEOUT_MS = 10_000;

const probes: readonly Probe[] = [
  { what: 'every part is healthy', look: async (origin) => void (await answer(origin, '/health', 200)) },
  {
    what: 'the manifest can be read',
    look: async (origin) => void manifestRecord.parse(await (await answer(origin, '/api/manifest', 200)).json()),
  },
  {
    what: 'the portal is served, and nobody may frame it',
    look: async (origin) => {
      const { headers } = await answer(origin, '/', 200);
      if (!headers.get('content-security-policy')?.includes("frame-ancestors 'none'"))
        throw new Error('its policy is missing');
    },
  },
  {
    what: 'signing keys are published',
    look: async (origin) => void (await answer(origin, '/.well-known/jwks.json', 200)),
  },
  {
    what: 'nobody gets in without signing in',
    look: async (origin) => void (await answer(origin, '/api/auth/me', 401)),
  },
  {
    what: 'refusals have their shape',
    look: async (origin) => {
      const { code } = (await (await answer(origin, '/api/no-such-route', 404)).json()) as { code?: string };
      if (code !== 'not_found') throw new Error(`the code is ${code}`);
    },
  },
];

/** Answers whether all of it is so. */
export async function smoke(url: string | true | undefined, print: (line: string) => void): Promise<boolean> {
  if (typeof url !== 'string' || !URL.canParse(url)) {
    print('Say where: smoke --url https://app.example.org');
    return false;
  }
  let sound = true;
  for (const { what, look } of probes) {
    try {
      await look(new URL(url).origin);
      print(`ok    ${what}`);
    } catch (error) {
      sound = false;
      print(`FAIL  ${what}: ${(error as Error).message}`);
    }
  }
  return sound;
}

async function answer(origin: string, path: string, status: number): Promise<Response> {
  const response = await fetch(`${origin}${path}`, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status !== status) throw new Error(`${path} answers ${response.status}, not ${status}`);
  return response;
}
