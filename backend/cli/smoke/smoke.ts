/** `pnpm purser smoke --url <origin>`: does an installation work, seen from outside, for a person with a mailbox? */
import type { CommandRun } from '@purser/kit/backend/cli';
import { openMailbox } from './mailbox.js';
import { outsideSteps } from './outside-steps.js';
import { personSteps, syntheticAddress } from './person-steps.js';
import type { SmokeStep } from './smoke-step.js';

export interface SmokeSettings {
  /** As `openMailbox` takes it. */
  readonly mailboxUrl?: string;
  /** Whose mailbox that is; every run uses an address with a tag of its own. */
  readonly address?: string;
  /** The development inbox, for a house on this machine when no mailbox is given. */
  readonly inboxUrl?: string;
}

interface Plan {
  readonly origin: string;
  readonly mail?: { readonly mailboxUrl: string; readonly address: string; readonly mailWithin: number };
}

const MAIL_WITHIN_SECONDS = 120;
const LOOK_EVERY_MS = 500;

/** Answers whether all of it is so. */
export async function smoke(
  options: CommandRun['options'],
  settings: SmokeSettings,
  print: (line: string) => void,
): Promise<boolean> {
  const plan = planned(options, settings);
  if (typeof plan === 'string') {
    print(plan);
    return false;
  }
  const failed = [];
  for (const step of outsideSteps(plan.origin)) if (!(await passes(step, print))) failed.push(step.what);
  if (!plan.mail) print('--    sign-up, recovery and mails were not tried (--without-mail)');
  // Over a broken house a person would only leave traces.
  else if (failed.length === 0) failed.push(...(await walk(plan.origin, plan.mail, print)));
  if (failed.length > 0) print(`The smoke test failed at: ${failed.join('; ')}.`);
  return failed.length === 0;
}

/** A sentence when something is missing. */
function planned(options: CommandRun['options'], settings: SmokeSettings): Plan | string {
  const { url, wait = String(MAIL_WITHIN_SECONDS) } = options;
  if (typeof url !== 'string' || !URL.canParse(url)) return 'Say where: smoke --url https://app.example.org';
  const { origin } = new URL(url);
  if (options['without-mail']) return { origin };
  const { address } = settings;
  const mailboxUrl = settings.mailboxUrl ?? (isHere(origin) ? settings.inboxUrl : undefined);
  const seconds = Number(wait);
  if (!(seconds > 0)) return 'Say for how many seconds a mail may be on its way: --wait 120';
  if (mailboxUrl === undefined || address === undefined) {
    return 'Set SMOKE_MAILBOX_URL and SMOKE_ADDRESS, so that mails can be read; or leave them out with --without-mail.';
  }
  return { origin, mail: { mailboxUrl, address, mailWithin: seconds * 1000 } };
}

function isHere(origin: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
}

/** Each step stands on the one before, so the first that fails ends the way; what was begun is cleaned up all the same. */
async function walk(origin: string, mail: NonNullable<Plan['mail']>, print: (line: string) => void): Promise<string[]> {
  const opening: SmokeStep = { what: 'the mailbox opens', run: async () => void (await opened) };
  const opened = openMailbox(mail.mailboxUrl);
  if (!(await passes(opening, print))) return [opening.what];
  const mailbox = await opened;
  try {
    const address = syntheticAddress(mail.address);
    const way = { origin, mailbox, address, mailWithin: mail.mailWithin, lookEvery: LOOK_EVERY_MS };
    const { steps, cleanUp } = personSteps(way);
    const failed = [];
    for (const step of steps) {
      if (await passes(step, print)) continue;
      failed.push(step.what);
      break;
    }
    if (!(await passes(cleanUp, print))) failed.push(cleanUp.what);
    return failed;
  } finally {
    await mailbox.close();
  }
}

async function passes(step: SmokeStep, print: (line: string) => void): Promise<boolean> {
  const began = performance.now();
  const took = () => `${Math.round(performance.now() - began).toLocaleString('en')} ms`;
  try {
    await step.run();
    print(`ok    ${step.what} (${took()})`);
    return true;
  } catch (error) {
    print(`FAIL  ${step.what}: ${wordsOf(error)} (${took()})`);
    return false;
  }
}

/** `fetch failed` alone says nothing; its cause does. */
function wordsOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message ? `${message} (${cause.message})` : message;
}
