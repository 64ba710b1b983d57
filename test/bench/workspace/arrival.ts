/** How long a change of a membership takes to the screen of somebody who is served by another process. */
import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from '../bed/sign-in.js';
import { emailOf, idOf, LARGE, STAFF } from './seed.js';

/** Milliseconds of each of `times` changes, from the request that makes it to the event at the other one. */
export async function arrivals(changed: string, watched: string, times: number): Promise<number[]> {
  const staff = await signIn(changed, '/api/console/session', STAFF);
  const other = await signIn(watched, '/api/auth/login', emailOf(3));
  const leaving = new AbortController();
  const stream = await fetch(`${watched}/api/workspaces/events`, { headers: other, signal: leaving.signal });
  if (!stream.ok || !stream.body) throw new Error(`The stream of changes answered ${stream.status}.`);
  let heard: (() => void) | undefined;
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const part of stream.body ?? []) if (/^event: change/m.test(decoder.decode(part))) heard?.();
  })().catch(() => undefined);
  // The person whose role changes is not the one who watches.
  const path = `${changed}/api/console/memberships/${idOf(2)}/change-role`;
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    // It is a page that rests between changes, not a flood.
    await sleep(50);
    const arrived = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const begun = performance.now();
    const answer = await fetch(path, {
      method: 'POST',
      headers: { ...staff, 'content-type': 'application/json', 'x-forwarded-for': `10.9.0.${n % 250}` },
      body: JSON.stringify({ role: n % 2 ? 'member' : 'viewer', reason: 'a bench' }),
    });
    if (!answer.ok) throw new Error(`The change of a role in ${LARGE} answered ${answer.status}.`);
    await arrived;
    took.push(performance.now() - begun);
  }
  leaving.abort();
  await reading;
  return took;
}
