/** What answers where: with an origin of its own the console, and only it, stands there; a worker shows its pulse only. */
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import type { NextFunction, Request, Response } from 'express';
import type { HouseConfigValues } from '../settings/house-config.js';

const PULSE = /^\/(health(\/.*)?|metrics)$/;
const OF_CONSOLE = /^\/(console|api\/console)(\/|$)/i;
/** Needed by the console, and no secret of the portal's. */
const OF_BOTH = /^\/(api\/manifest|health(\/.*)?|metrics|favicon\.\w+|apple-touch-icon\.png)$/;

type DoorConfig = Pick<HouseConfigValues, 'role' | 'publicUrl' | 'consoleUrl'>;

export function doors(config: DoorConfig) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const door = doorFor(config, request.host, request.path);
    if (door === 'open') next();
    else if (door === 'to the console') response.redirect(302, '/console');
    else next(new Refusal(houseProblems.notFound));
  };
}

export function doorFor(config: DoorConfig, host: string, path: string): 'open' | 'shut' | 'to the console' {
  if (config.role === 'worker') return PULSE.test(path) ? 'open' : 'shut';
  if (config.consoleUrl === config.publicUrl || OF_BOTH.test(path)) return 'open';
  const atConsole = host === new URL(config.consoleUrl).host;
  if (atConsole && path === '/') return 'to the console';
  return atConsole === OF_CONSOLE.test(path) ? 'open' : 'shut';
}
