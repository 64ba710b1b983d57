import type { IncomingHttpHeaders } from 'node:http';
import type { HouseOptions } from '../../house.options.js';

/** What a provider tells of one letter. `deferred` is a soft bounce: it goes on trying. */
export interface MailNews {
  readonly kind: 'delivered' | 'deferred' | 'bounced' | 'complained';
  /** Our Message-ID, or the id the provider gave the letter. */
  readonly names: readonly string[];
  /** What the recipient's server said. */
  readonly detail: string | null;
}

interface Telling {
  readonly headers: IncomingHttpHeaders;
  /** The body as it came. */
  readonly raw: Buffer;
  readonly body: unknown;
  readonly now: Date;
}

/** One way in which providers tell what became of letters. */
export interface NewsSource {
  /** The last part of its address. */
  readonly name: string;
  /** Undefined = this installation does not listen to it. */
  secretOf(options: HouseOptions): string | undefined;
  /** What makes this message one of a kind, so that it counts once; undefined when nobody who has the secret sent it. */
  check(telling: Telling, secret: string): string | undefined;
  /** Throws what zod throws when the body is not as the provider's documentation says. News of no interest are left out. */
  read(body: unknown): MailNews[];
}
