import { Refusal } from '@purser/kit/backend/errors';
import type { HouseSettings } from '@purser/kit/backend/settings';
import { houseProblems } from '@purser/kit/problems';
import type { Request } from 'express';

const CLIENT_NAME = /^[\w.@/ -]{1,80}$/;

/**
 * A cookie proves nothing about the page that sent it. The client's own header cannot be set across origins without a
 * preflight, and the browser's word on the origin must fit (SECURITY 14). A request without any cookie is not
 * authenticated by one, so a native client needs the header only.
 */
export function assertSameOrigin(request: Request, settings: Pick<HouseSettings, 'publicUrl' | 'consoleUrl'>): void {
  const client = request.get('x-purser-client');
  if (client === undefined || !CLIENT_NAME.test(client)) throw new Refusal(houseProblems.csrf);
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  if (site !== undefined) {
    if (site !== 'same-origin') throw new Refusal(houseProblems.csrf);
  } else if (origin !== undefined) {
    const own = [settings.publicUrl, settings.consoleUrl].map((url) => new URL(url).origin);
    if (!own.includes(origin)) throw new Refusal(houseProblems.csrf);
  } else if (request.get('cookie') !== undefined) {
    throw new Refusal(houseProblems.csrf);
  }
}
