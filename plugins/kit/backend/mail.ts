import type { EntityManager } from 'typeorm';
import type { z } from 'zod';

export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

/** The words of a mail in one language. Every string is a handlebars template over the mail's data; values are escaped. */
export interface MailWords {
  readonly subject: string;
  /** The grey line beside the subject in an inbox. */
  readonly preheader: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Lines of a small table below the paragraphs: device, place, time. One whose value is empty is left out. */
  readonly facts?: readonly { readonly label: string; readonly value: string }[];
  /** The one button; `href` is a template too, and its host is the configured one. */
  readonly action?: { readonly label: string; readonly href: string };
  /** A code to type, shown large. */
  readonly code?: string;
  /** Smaller lines below: what to do when it was not you, how long it holds. */
  readonly notes?: readonly string[];
}

export interface Mail<Data extends z.ZodObject = z.ZodObject> {
  /** `<plugin>.<what>` */
  readonly name: string;
  readonly data: Data;
  readonly words: Readonly<Record<Locale, MailWords>>;
  /**
   * Names of data that let their reader act as the recipient: masked in the console from the first moment, and
   * forgotten once sent, so such a mail cannot be sent twice. Default: whatever `action.href` and `code` are made of;
   * `[]` for a link to an ordinary page.
   */
  readonly secrets?: readonly string[];
  /**
   * Anybody can cause it by asking, e.g. for a recovery: of all such mails together an address gets at most three in ten
   * minutes and ten a day (SECURITY 22). What is beyond that is not queued, and the asker cannot tell. Never for notices
   * about what happened: those must not drown in what strangers ask for.
   */
  readonly capped?: boolean;
  /** Shown by previews. */
  readonly sample: z.input<Data>;
}

export function defineMail<Data extends z.ZodObject>(mail: Mail<Data>): Mail<Data> {
  return mail;
}

export interface Letter<Data extends z.ZodObject> {
  readonly to: string;
  readonly locale: Locale;
  readonly data: z.input<Data>;
  /** The same key is sent once, however often it is queued. */
  readonly key: string;
}

export abstract class Mailer {
  /**
   * Whether a `capped` mail to this address would be queued now; true holds until the transaction ends. To be asked
   * before a new link or code takes the place of one that was mailed.
   */
  abstract admits(tx: EntityManager, to: string): Promise<boolean>;

  /** Queued in the transaction, rendered with one layout (HTML and text), sent by a job, logged with its state. */
  abstract queue<Data extends z.ZodObject>(tx: EntityManager, mail: Mail<Data>, letter: Letter<Data>): Promise<void>;
}

/** How letters write a moment whose reader's zone nobody knows: `2026-11-25 02:15 UTC`. */
export function momentInMail(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
