import type { DataSource } from 'typeorm';

export interface QueuedMail {
  readonly template: string;
  readonly to: string;
  readonly locale: string;
  readonly subject: string;
  readonly key: string;
  /** As it was queued, with links and codes. */
  readonly data: Record<string, unknown>;
}

/** Without an SMTP server nothing is sent, so the values that links and codes are made of are still there. */
export async function queuedMails(dataSource: DataSource, to?: string): Promise<QueuedMail[]> {
  return dataSource.query(
    `SELECT template, recipient AS "to", locale, subject, key, data || coalesce(secrets, '{}') AS data
       FROM house_mail WHERE $1::text IS NULL OR lower(recipient) = lower($1) ORDER BY queued_at, id`,
    [to ?? null],
  );
}
