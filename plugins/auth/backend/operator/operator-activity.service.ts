import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import type { AuthOptions } from '../auth.options.js';

/** Said by the console of requests that nobody asked for: polling, and whatever happens while nobody is there. */
const BACKGROUND = 'x-purser-background';

/** Written so often at most in an idle limit; a session may end that much earlier than its last request says. */
const NOTES_PER_LIFE = 60;
const MOST_REMEMBERED = 10_000;

/**
 * An operator's session idles out after their last request (SECURITY 3). A refresh is none, as an open console sends
 * them for ever; neither is a stream of events, nor what the console itself marks as background.
 */
@Injectable()
export class OperatorActivity {
  private readonly notedAt = new Map<string, number>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /** Called for each request of an operator's session. */
  async note(request: Request, sessionId: string): Promise<void> {
    if (!isByPerson(request)) return;
    const { idle } = this.options.operators;
    const now = this.clock.now();
    const before = this.notedAt.get(sessionId);
    if (before !== undefined && now.getTime() - before < (idle * 1000) / NOTES_PER_LIFE) return;
    // Conditional, so that nothing that ended meanwhile lives on.
    await this.dataSource.query(
      `UPDATE auth_operator_session SET last_seen_at = $2, idle_expires_at = least($3, expires_at)
       WHERE id = $1 AND ended_at IS NULL AND idle_expires_at > $2 AND expires_at > $2`,
      [sessionId, now, new Date(now.getTime() + idle * 1000)],
    );
    if (this.notedAt.size >= MOST_REMEMBERED) this.notedAt.clear();
    this.notedAt.set(sessionId, now.getTime());
  }
}

function isByPerson(request: Request): boolean {
  return request.get(BACKGROUND) === undefined && request.get('accept')?.includes('text/event-stream') !== true;
}
