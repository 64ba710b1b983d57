/** What anybody can see of an installation. */
import { manifestRecord } from '@purser/kit/manifest';
import { answer, type SmokeStep } from './smoke-step.js';

export function outsideSteps(origin: string): SmokeStep[] {
  return [
    { what: 'every part is healthy', run: async () => void (await answer(origin, '/health', 200)) },
    {
      what: 'the manifest can be read',
      run: async () => void manifestRecord.parse(await (await answer(origin, '/api/manifest', 200)).json()),
    },
    {
      what: 'the portal is served, and nobody may frame it',
      run: async () => {
        const { headers } = await answer(origin, '/', 200);
        if (!headers.get('content-security-policy')?.includes("frame-ancestors 'none'"))
          throw new Error('its policy is missing');
      },
    },
    {
      what: 'signing keys are published',
      run: async () => void (await answer(origin, '/.well-known/jwks.json', 200)),
    },
    {
      what: 'nobody gets in without signing in',
      run: async () => void (await answer(origin, '/api/auth/me', 401)),
    },
    {
      what: 'refusals have their shape',
      run: async () => {
        const { code } = (await (await answer(origin, '/api/no-such-route', 404)).json()) as { code?: string };
        if (code !== 'not_found') throw new Error(`the code is ${code}`);
      },
    },
  ];
}
