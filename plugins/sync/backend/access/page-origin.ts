/** Which pages may open a socket, by the two headers that a page cannot choose: `Origin` and `Host`. */
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '@purser/kit/backend/errors';
import type { HouseSettings } from '@purser/kit/backend/settings';
import { houseProblems } from '@purser/kit/problems';
import { syncProblems } from '../../names.js';

type Urls = Pick<HouseSettings, 'publicUrl' | 'consoleUrl'>;

/** Devices without pages send no origin: they need none. */
export function assertPageOrigin(
  { origin, host }: Pick<IncomingHttpHeaders, 'origin' | 'host'>,
  { publicUrl, consoleUrl }: Urls,
  allowed: readonly string[] | undefined,
): void {
  const apart = consoleUrl !== publicUrl;
  // Nothing of the customers' answers behind the operators' door (API.md, DESIGN.md "origins").
  if (apart && host === new URL(consoleUrl).host) throw new Refusal(houseProblems.notFound);
  if (origin === undefined) return;
  if (apart && origin === new URL(consoleUrl).origin) throw new Refusal(syncProblems.originRefused);
  if (allowed === undefined || allowed.includes(origin) || origin === new URL(publicUrl).origin) return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw new Refusal(syncProblems.originRefused);
}
