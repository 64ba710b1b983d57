/** The development inbox: every letter the house sends lands here and nowhere else. */
import path from 'node:path';
import type { MailDev, MailDevConfig } from 'maildev';
import { freePort } from './ports.js';

export interface Inbox {
  readonly smtpUrl: string;
  readonly url: string;
  /** Resolves when it takes letters; until then the house's mail job tries again. */
  readonly opened: Promise<void>;
  stop(): Promise<void>;
}

/** Its address is known at once: it opens while the server boots. */
export async function openInbox(home: string, uiPort: number): Promise<Inbox> {
  const smtp = await freePort();
  const opening = open({
    smtp,
    ip: '127.0.0.1',
    web: uiPort,
    webIp: '127.0.0.1',
    mailDirectory: path.join(home, 'mails'),
    maxEmails: 1_000,
    silent: true,
  });
  opening.catch(() => undefined);
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp}`,
    url: `http://localhost:${uiPort}`,
    opened: opening.then(() => undefined),
    stop: async () => (await opening.catch(() => undefined))?.stop(),
  };
}

async function open(settings: Partial<MailDevConfig>): Promise<MailDev> {
  const { MailDev } = await import('maildev');
  const maildev = new MailDev(settings);
  await quietly(() => maildev.start());
  return maildev;
}

/** maildev tells its address by console.info, silent or not; the panel tells it better. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { info } = console;
  console.info = () => undefined;
  try {
    return await work();
  } finally {
    console.info = info;
  }
}
