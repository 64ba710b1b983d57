/**
 * How long a request for a mail takes, whoever the address belongs to, asked for the first time and inside of the
 * cooldown (SECURITY 19).
 */
import type { TestHouse } from '@purser/kit/testing/house';
import { PASSWORD } from './customer.js';
import { type Standing, standingAccounts } from './standing-accounts.js';
import { type Ask, samplesAsked, type Timing, timeInTurns } from './timing.js';

type Asked = 'recovery' | 'resend' | 'sign-up';

const calls: Readonly<Record<Asked, { readonly path: string; body(email: string): object }>> = {
  recovery: { path: '/api/reset/request', body: (email) => ({ email }) },
  resend: { path: '/api/auth/confirm/resend', body: (email) => ({ email }) },
  'sign-up': { path: '/api/auth/signup', body: (email) => ({ email, password: PASSWORD, name: 'Ada' }) },
};

/** Eight kinds of address, each sample with one of its own; those of the cooldown have asked, and were answered, before. */
export async function timeMailRequests(house: TestHouse, asked: Asked, samples: number): Promise<Timing> {
  const count = samplesAsked(samples);
  const kinds: Record<string, Ask> = {};
  for (const standing of ['known', 'unconfirmed', 'disabled', 'unknown'] as const) {
    const fresh = await addressesOf(house, standing, count, `${asked}-${standing}`);
    const again = await addressesOf(house, standing, count, `${asked}-${standing}-again`);
    for (const email of again) await ask(house, asked, email);
    kinds[standing] = (sample) => ask(house, asked, fresh[sample] as string);
    kinds[`${standing}, again`] = (sample) => ask(house, asked, again[sample] as string);
  }
  await house.runJobs();
  return timeInTurns(asked, kinds, samples);
}

function addressesOf(house: TestHouse, standing: Standing | 'unknown', count: number, prefix: string) {
  if (standing !== 'unknown') return standingAccounts(house, standing, count, prefix);
  return Array.from({ length: count }, (_, each) => `${prefix}-${each}@example.org`);
}

async function ask(house: TestHouse, asked: Asked, email: string): Promise<void> {
  const { path, body } = calls[asked];
  const answer = await fetch(house.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body(email)),
  });
  await answer.arrayBuffer();
  if (answer.status !== 202) throw new Error(`${path} answered ${answer.status}`);
}
