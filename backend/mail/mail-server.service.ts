import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Jobs } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { SEND_MAIL, sendMailKey } from './logged-mailer.js';
import type { ServerFault } from './smtp-fault.js';

/** So many failures in a row stop all letters; one that is surely the server's counts as that many. */
const ENOUGH = 3;
const FIRST_PAUSE_S = 5;
const LONGEST_PAUSE_S = 300;
/** The one that tries a server that was down has so long to tell how it went. */
const PROBE_S = 120;

type Gate = 'open' | 'probe' | 'shut';

interface ServerStanding {
  readonly failures: number;
  readonly failingSince: Date | null;
  readonly pausedUntil: Date | null;
  readonly fault: ServerFault | null;
  readonly error: string | null;
}

/**
 * Whether the mail server works, for all workers: while it does not, one letter at a time finds out how it is, and all
 * others wait without costing a worker. Nobody's letter is given up for it.
 */
@Injectable()
export class MailServer {
  /** Nothing was held against the server when its standing was last looked at. */
  private calm = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  async standing(): Promise<ServerStanding> {
    const [row]: ServerStanding[] = await this.dataSource.query(
      `SELECT failures, failing_since AS "failingSince", paused_until AS "pausedUntil", fault, error FROM house_mail_server`,
    );
    if (!row) throw new Error('the row of the mail server is not there');
    return row;
  }

  /** For a letter that was claimed just now, when the server stood so. */
  async gate(failures: number, pausedUntil: Date | null): Promise<Gate> {
    this.calm = failures === 0;
    if (pausedUntil === null) return 'open';
    const now = this.clock.now();
    const [, won]: [unknown[], number] = await this.dataSource.query(
      'UPDATE house_mail_server SET paused_until = $2 WHERE paused_until <= $1',
      [now, new Date(now.getTime() + PROBE_S * 1000)],
    );
    return won > 0 ? 'probe' : 'shut';
  }

  /** It took a letter, or answered about one. */
  async works(): Promise<void> {
    if (!this.calm) await this.recovered();
  }

  /** Whatever was noted against it is over, and what waits for it goes out. */
  async recovered(): Promise<void> {
    const [, recovered]: [unknown[], number] = await this.dataSource.query(
      `UPDATE house_mail_server SET failures = 0, failing_since = NULL, paused_until = NULL, fault = NULL, error = NULL
       WHERE failures > 0`,
    );
    if (recovered > 0) await this.release();
  }

  /** `probing` = this was the one letter that should find out. */
  async failed(fault: ServerFault, error: string, sure: boolean, probing: boolean): Promise<void> {
    this.calm = false;
    const now = this.clock.now();
    const [[struck]]: [{ paused_until: Date | null }[]] = await this.dataSource.query(
      `UPDATE house_mail_server SET failures = next.failures, failing_since = coalesce(failing_since, $1), fault = $2,
         error = $3, paused_until = CASE WHEN next.failures >= ${ENOUGH} THEN
           $1 + least(${LONGEST_PAUSE_S}, ${FIRST_PAUSE_S} * 2.0 ^ least(next.failures - ${ENOUGH}, 20)) * interval '1 second' END
       FROM (SELECT CASE WHEN $4 THEN greatest(failures + 1, ${ENOUGH}) ELSE failures + 1 END AS failures
             FROM house_mail_server FOR UPDATE) next
       WHERE $5 OR paused_until IS NULL OR paused_until <= $1
       RETURNING paused_until`,
      [now, fault, error.slice(0, 1_000), sure, probing],
    );
    if (struck?.paused_until) await this.sendProbe(struck.paused_until);
  }

  /** Nothing was found out: another letter shall. */
  async unknown(): Promise<void> {
    const now = this.clock.now();
    await this.dataSource.query('UPDATE house_mail_server SET paused_until = $1 WHERE paused_until > $1', [now]);
    await this.sendProbe(now);
  }

  /** The one that has tried least: a letter that a sound server chokes on must not be the only one that asks. */
  private async sendProbe(at: Date): Promise<void> {
    const [next]: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM house_mail WHERE state = 'queued' AND next_attempt_at IS NULL ORDER BY attempts, queued_at LIMIT 1`,
    );
    if (next) {
      await this.jobs.enqueue(
        this.dataSource.manager,
        SEND_MAIL,
        { mailId: next.id },
        { key: sendMailKey(next.id), runAt: at },
      );
    }
  }

  /** All that wait for nothing else. One that a worker has at this moment finds nothing to do the second time. */
  private async release(): Promise<void> {
    const waiting: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM house_mail WHERE state = 'queued' AND next_attempt_at IS NULL
         AND (sending_until IS NULL OR sending_until < clock_timestamp()) ORDER BY queued_at`,
    );
    for (const { id } of waiting) {
      await this.jobs.enqueue(this.dataSource.manager, SEND_MAIL, { mailId: id }, { key: sendMailKey(id) });
    }
  }
}
