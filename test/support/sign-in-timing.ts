/** How long a refusal takes: a wrong password beside an address nobody has, in turns. */
import type { TestHouse } from '@purser/kit/testing/house';
import { standingAccounts } from './standing-accounts.js';
import { samplesAsked, type Timing, timeInTurns } from './timing.js';

/** With the hash of production: nothing about it is cheaper here. An account per sample, so that no backoff speaks instead. */
export async function timeRefusals(house: TestHouse, samples: number): Promise<Timing> {
  const addresses = await standingAccounts(house, 'known', samplesAsked(samples));
  const kinds = {
    'wrong password': (sample: number) => refusal(house, addresses[sample] as string),
    'unknown address': (sample: number) => refusal(house, `nobody-${sample}@example.org`),
  };
  return timeInTurns('a sign-in', kinds, samples);
}

async function refusal(house: TestHouse, email: string): Promise<void> {
  const answer = await fetch(`${house.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Purser-Client': 'portal' },
    body: JSON.stringify({ email, password: 'certainly not the password' }),
  });
  const { code } = (await answer.json()) as { code: string };
  if (answer.status !== 401 || code !== 'invalid_credentials') throw new Error(`refused with ${answer.status} ${code}`);
}
