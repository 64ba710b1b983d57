/** The development inbox: every letter the house sends lands here and nowhere else. */
import path from 'node:path';
import { MailDev } from 'maildev';
import { freePort } from './ports.js';

export interface Inbox {
  readonly smtpUrl: string;
  readonly url: string;
  stop(): Promise<void>;
}

export async function openInbox(home: string, uiPort: number): Promise<Inbox> {
  const smtpPort = await freePort();
  const maildev = new MailDev({
    smtp: smtpPort,
    ip: '127.0.0.1',
    web: uiPort,
    webIp: '127.0.0.1',
    mailDirectory: path.join(home, 'mails'),
    maxEmails: 1_000,
    silent: true,
  });
  await quietly(() => maildev.start());
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    url: `http://localhost:${uiPort}`,
    stop: () => maildev.stop(),
  };
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
