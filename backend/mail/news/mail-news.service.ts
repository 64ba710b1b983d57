import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Metrics } from '@purser/kit/backend/metrics';
import { DataSource, type EntityManager } from 'typeorm';
import { mailCounter } from '../mail-metrics.js';
import { copyOf } from '../message-id.js';
import { Suppressions } from '../suppressions.service.js';
import type { MailNews } from './news-source.js';

/** What each news may follow: nothing goes back, so a late `delivered` changes no `bounced` or `complained`. */
const AFTER: Readonly<Record<Exclude<MailNews['kind'], 'deferred'>, readonly string[]>> = {
  delivered: ['queued', 'failed', 'sent'],
  bounced: ['queued', 'failed', 'sent', 'delivered'],
  complained: ['queued', 'failed', 'sent', 'delivered', 'bounced'],
};

interface KnownLetter {
  readonly id: string;
  readonly template: string;
  readonly recipient: string;
  readonly copy: number;
}

/** Writes what providers tell into the log of mails, once for each message of theirs. */
@Injectable()
export class MailNewsService {
  private readonly total;
  private readonly heard;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly suppressions: Suppressions,
    metrics: Metrics,
  ) {
    this.total = mailCounter(metrics);
    this.heard = metrics.counter('purser_mail_webhook_total', 'What providers told about mails', ['source', 'result']);
  }

  refused(source: string): void {
    this.heard.inc({ source, result: 'refused' });
  }

  /** `onlyOnce` tells one message from all others of its source. */
  async hear(source: string, onlyOnce: string, news: readonly MailNews[]): Promise<void> {
    const moved: { template: string; result: string }[] = [];
    const results: string[] = [];
    await this.dataSource.transaction(async (tx) => {
      if (!(await this.isNew(tx, `${source}:${onlyOnce}`))) return void results.push('repeated');
      // In one order, so that two messages about the same letters wait for each other, and not both for ever.
      const inOrder = [...news].sort((a, b) => (a.names[0] ?? '').localeCompare(b.names[0] ?? ''));
      for (const one of inOrder) {
        const letter = await this.find(tx, one.names);
        results.push(letter ? one.kind : 'unknown');
        if (letter && (await this.note(tx, letter, one, source))) {
          moved.push({ template: letter.template, result: one.kind });
        }
      }
    });
    for (const result of results) this.heard.inc({ source, result });
    for (const labels of moved) this.total.inc(labels);
  }

  private async isNew(tx: EntityManager, message: string): Promise<boolean> {
    const id = createHash('sha256').update(message).digest('base64url');
    const rows: unknown[] = await tx.query(
      'INSERT INTO house_mail_news (id, heard_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id',
      [id, this.clock.now()],
    );
    return rows.length > 0;
  }

  /** Locked, so that two messages about one letter come one after the other. `copy` is the one that is told about. */
  private async find(
    tx: EntityManager,
    names: readonly string[],
  ): Promise<(KnownLetter & { told: number }) | undefined> {
    for (const name of names) {
      const own = copyOf(name);
      const [letter]: KnownLetter[] = await tx.query(
        `SELECT id, template, recipient, copy FROM house_mail
         WHERE ${own ? 'id = $1' : 'provider_id = $1'} ORDER BY queued_at DESC LIMIT 1 FOR UPDATE`,
        [own?.id ?? name],
      );
      if (letter) return { ...letter, told: own?.copy ?? letter.copy };
    }
    return undefined;
  }

  /** True when the letter moved on. */
  private async note(
    tx: EntityManager,
    letter: KnownLetter & { told: number },
    { kind, detail }: MailNews,
    source: string,
  ): Promise<boolean> {
    const said = detail?.slice(0, 1_000) ?? null;
    if (kind === 'deferred') {
      await tx.query(`UPDATE house_mail SET error = $3 WHERE id = $1 AND copy = $2 AND state = 'sent'`, [
        letter.id,
        letter.told,
        said,
      ]);
      return false;
    }
    if (kind !== 'delivered') {
      const { recipient: address, id: mailId } = letter;
      await this.suppressions.note(tx, { address, reason: kind, detail: said, mailId, source });
    }
    // News may come before we could note that the letter was handed over, or instead of it: then it was, all the same.
    const [, moved]: [unknown[], number] = await tx.query(
      `UPDATE house_mail SET state = $3, settled_at = clock_timestamp(), sent_at = coalesce(sent_at, clock_timestamp()),
         error = $4, secrets = NULL, sending_until = NULL, next_attempt_at = NULL
       WHERE id = $1 AND copy = $2 AND state = ANY ($5)
         AND (state IN ('sent', 'delivered', 'bounced') OR attempts > 0 OR sending_until IS NOT NULL)`,
      [letter.id, letter.told, kind, kind === 'delivered' ? null : said, AFTER[kind]],
    );
    return moved > 0;
  }
}
