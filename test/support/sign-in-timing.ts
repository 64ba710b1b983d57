/** How long a refusal takes: a wrong password beside an address nobody has, in turns. */
import { randomUUID } from 'node:crypto';
import type { TestHouse } from '@purser/kit/testing/house';
import { PasswordHasher } from '../../plugins/auth/backend/password/password-hasher.service.js';
import { PASSWORD } from './customer.js';

const WARM_UP = 10;

export interface Timing {
  readonly known: number;
  readonly unknown: number;
  readonly apart: number;
  /** Three standard errors of the difference of the medians: less than that cannot be told on this machine just now. */
  readonly noise: number;
}

/** With the hash of production: nothing about it is cheaper here. */
export async function timeRefusals(house: TestHouse, samples: number): Promise<Timing> {
  const known: number[] = [];
  const unknown: number[] = [];
  for (const [each, address] of (await people(house, WARM_UP + samples)).entries()) {
    const stranger = address.replace('known', 'nobody');
    // Which of the two comes first changes, so that neither always follows the other.
    const first = await refusal(house, each % 2 ? address : stranger);
    const second = await refusal(house, each % 2 ? stranger : address);
    if (each < WARM_UP) continue;
    known.push(each % 2 ? first : second);
    unknown.push(each % 2 ? second : first);
  }
  const [ofKnown, ofUnknown] = [median(known), median(unknown)];
  const noise = 3 * Math.hypot(errorOfMedian(known), errorOfMedian(unknown));
  const apart = Math.abs(ofKnown - ofUnknown);
  process.stdout.write(
    `wrong password ${ofKnown.toFixed(2)} ms, unknown address ${ofUnknown.toFixed(2)} ms, ` +
      `apart ${apart.toFixed(2)} ms (medians of ${samples}, noise ${noise.toFixed(2)} ms)\n`,
  );
  return { known: ofKnown, unknown: ofUnknown, apart, noise };
}

/** An account of its own per sample, so that no backoff speaks instead. */
async function people(house: TestHouse, count: number): Promise<string[]> {
  const hash = await house.get(PasswordHasher).hash(PASSWORD);
  const addresses = Array.from({ length: count }, (_, each) => `known-${each}@example.org`);
  for (const address of addresses) {
    await house.dataSource.query(
      `INSERT INTO auth_user (id, email, email_key, name, locale, password_hash, confirmed_at, created_at, updated_at)
       VALUES ($1, $2, $2, 'Ada', 'en', $3, now(), now(), now())`,
      [randomUUID(), address, hash],
    );
  }
  return addresses;
}

async function refusal(house: TestHouse, email: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${house.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Purser-Client': 'portal' },
    body: JSON.stringify({ email, password: 'certainly not the password' }),
  });
  const { code } = (await answer.json()) as { code: string };
  const took = performance.now() - started;
  if (answer.status !== 401 || code !== 'invalid_credentials') throw new Error(`refused with ${answer.status} ${code}`);
  return took;
}

function median(list: readonly number[]): number {
  return quantile(list, 0.5);
}

/** From the quartiles, which a few hiccups of the machine do not move. */
function errorOfMedian(list: readonly number[]): number {
  const spread = (quantile(list, 0.75) - quantile(list, 0.25)) / 1.349;
  return (1.253 * spread) / Math.sqrt(list.length);
}

function quantile(list: readonly number[], at: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const [below = 0, above = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place % 1);
}
