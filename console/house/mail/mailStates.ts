import type { Tone } from '@purser/kit/console/ui/StatusChip';

interface MailState {
  readonly tone: Tone;
  /** What it means, and what happens next. */
  readonly meaning: string;
}

/** In the order of a mail's life. */
export const mailStates: Readonly<Record<string, MailState>> = {
  queued: { tone: 'working', meaning: 'Waits for the mail server, or for its next try. It goes out by itself.' },
  sent: { tone: 'good', meaning: 'The mail server has taken it. Whether it reached the person is not known yet.' },
  delivered: { tone: 'good', meaning: 'The person’s own mail server has taken it.' },
  bounced: {
    tone: 'bad',
    meaning: 'It came back: this mailbox does not take mail. The address gets nothing until it is taken off the list.',
  },
  complained: {
    tone: 'bad',
    meaning: 'The person marked it as spam. The address gets nothing until it is taken off the list.',
  },
  failed: { tone: 'bad', meaning: 'It was given up.' },
  suppressed: {
    tone: 'paused',
    meaning: 'Was not sent: this address is on the suppression list, because mail to it came back or was unwanted.',
  },
};

export function toneOf(state: string): Tone {
  return mailStates[state]?.tone ?? 'paused';
}

/** What a mail server said, for people who have never read its codes. */
const causes: readonly (readonly [RegExp, string])[] = [
  [
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ESOCKET|timeout|socket|greeting/i,
    'The mail server could not be reached.',
  ],
  [/EAUTH|\b535\b|authentication|credentials/i, 'The mail server refused our sign-in: look at SMTP_URL.'],
  [
    /\b55[013]\b.*(user|mailbox|recipient|person|address)|no such|unknown user|5\.1\.1/i,
    'There is no such mailbox, or it takes no mail.',
  ],
  [/\b452\b|\b552\b|quota|full|4\.2\.2|5\.2\.2/i, 'The person’s mailbox is full.'],
  [/\b4[25]\d\b|greylist|try (again )?later|busy|rate|throttl/i, 'The mail server asked to try later.'],
  [
    /\b554\b|spam|policy|blocked|blacklist|blocklist|5\.7\.\d/i,
    'The mail server does not want this mail: look at SPF, DKIM and the sender’s name.',
  ],
  [
    /certificate|TLS|SSL|self.signed/i,
    'No secure connection with the mail server could be made: look at its certificate.',
  ],
  [
    /removed after a day/i,
    'It waited for more than a day, so its link or code was removed. The person can ask for a new one.',
  ],
];

/** One sentence on why the last attempt failed; null when its words say all we know. */
export function causeOf(error: string | null | undefined): string | null {
  if (!error) return null;
  return causes.find(([pattern]) => pattern.test(error))?.[1] ?? null;
}
