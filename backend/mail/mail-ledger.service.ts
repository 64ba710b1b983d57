import { Injectable } from '@nestjs/common';
import type { Locale } from '@purser/kit/backend/mail';
import { DataSource } from 'typeorm';

/** How long a worker that tells nothing is believed to be handing a letter over. It tells every third of it. */
export const LEASE_MS = 15_000;
const ERROR_LENGTH = 1_000;

export interface ClaimedMail {
  readonly id: string;
  readonly template: string;
  readonly locale: Locale;
  readonly recipient: string;
  readonly data: Record<string, unknown>;
  readonly secrets: Record<string, unknown> | null;
  readonly has_secrets: boolean;
  /** Raised by every "send again". */
  readonly copy: number;
  /** Times the server put off this one letter. */
  readonly deferrals: number;
  /** How the mail server stood at that moment: one query less for each letter. */
  readonly server_failures: number;
  readonly server_paused_until: Date | null;
}

type Claim =
  | { readonly kind: 'claimed'; readonly mail: ClaimedMail }
  | { readonly kind: 'suppressed'; readonly template: string }
  /** Another worker has it, until then unless it says that it needs longer. */
  | { readonly kind: 'held'; readonly until: Date }
  /** It is gone, or nothing is left to do. */
  | { readonly kind: 'settled' };

/** What the log says of a letter on its way out. Each step is one conditional statement, so nothing goes back. */
@Injectable()
export class MailLedger {
  constructor(private readonly dataSource: DataSource) {}

  /** One worker at a time, and never for an address on the suppression list. */
  async claim(id: string): Promise<Claim> {
    const [[row]]: [(ClaimedMail & { suppressed: string | null })[]] = await this.dataSource.query(
      `UPDATE house_mail m SET
         state = CASE WHEN s.id IS NULL THEN m.state ELSE 'suppressed' END,
         settled_at = CASE WHEN s.id IS NOT NULL THEN clock_timestamp() END,
         error = CASE WHEN s.id IS NULL THEN m.error ELSE 'The address is on the suppression list.' END,
         sending_until = CASE WHEN s.id IS NULL THEN clock_timestamp() + $2 * interval '1 millisecond' END,
         next_attempt_at = NULL
       FROM house_mail_server v, house_mail found
         LEFT JOIN house_mail_suppression s ON s.address_key = found.recipient_key
       WHERE found.id = $1 AND m.id = found.id AND m.state = 'queued'
         AND (m.sending_until IS NULL OR m.sending_until < clock_timestamp())
       RETURNING m.id, m.template, m.locale, m.recipient, m.data, m.secrets, m.has_secrets, m.copy, m.deferrals,
         v.failures AS server_failures, v.paused_until AS server_paused_until, s.reason AS suppressed`,
      [id, LEASE_MS],
    );
    if (row?.suppressed) return { kind: 'suppressed', template: row.template };
    if (row) return { kind: 'claimed', mail: row };
    const [held]: { until: Date }[] = await this.dataSource.query(
      `SELECT sending_until AS until FROM house_mail WHERE id = $1 AND state = 'queued' AND sending_until IS NOT NULL`,
      [id],
    );
    return held ? { kind: 'held', until: held.until } : { kind: 'settled' };
  }

  /** The worker lives and is still at it. */
  async keep(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE house_mail SET sending_until = clock_timestamp() + $2 * interval '1 millisecond'
       WHERE id = $1 AND state = 'queued'`,
      [id, LEASE_MS],
    );
  }

  /** Answers the seconds since it was queued, or undefined when a provider's news came before. */
  async handedOver(id: string, providerId: string | null): Promise<number | undefined> {
    const [[row]]: [{ waited: number }[]] = await this.dataSource.query(
      `UPDATE house_mail SET state = 'sent', sent_at = clock_timestamp(), provider_id = $2, secrets = NULL, error = NULL,
         attempts = attempts + 1, sending_until = NULL, next_attempt_at = NULL
       WHERE id = $1 AND state = 'queued'
       RETURNING extract(epoch FROM clock_timestamp() - queued_at)::float8 AS waited`,
      [id, providerId],
    );
    return row?.waited;
  }

  /** It waits, and is tried again: at `nextAttempt`, or when the mail server is back (null). */
  async putOff(id: string, error: string, nextAttempt: Date | null, deferrals: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE house_mail SET attempts = attempts + 1, error = $2, next_attempt_at = $3, deferrals = $4, sending_until = NULL
       WHERE id = $1 AND state = 'queued'`,
      [id, error.slice(0, ERROR_LENGTH), nextAttempt, deferrals],
    );
  }

  /** Nothing was tried: it waits for the mail server like all others. */
  async wait(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE house_mail SET sending_until = NULL, next_attempt_at = NULL WHERE id = $1 AND state = 'queued'`,
      [id],
    );
  }

  async giveUp(id: string, error: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE house_mail SET state = 'failed', settled_at = clock_timestamp(), attempts = attempts + 1, error = $2,
         sending_until = NULL, next_attempt_at = NULL
       WHERE id = $1 AND state = 'queued'`,
      [id, error.slice(0, ERROR_LENGTH)],
    );
  }
}
