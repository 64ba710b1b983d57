import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { DataSource } from 'typeorm';
import { authAudit } from '../../names.js';
import type { Reasoned } from '../user/user-standing.service.js';
import { SessionEndings } from './session-endings.service.js';
import { CustomerSessions } from './session-tables.js';

/** Ended in one transaction; more at once would hold up those who sign in meanwhile. */
const AT_ONCE = 500;

/** For the day a key or a database leaks: every session of every customer, on every process. */
@Injectable()
export class EndAllSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly audit: AuditTrail,
  ) {}

  /** Those that were open when it began; who signs in from then on stays. Broken off, it is done again for the rest. */
  async endAll(why: Reasoned): Promise<number> {
    const until = this.clock.now();
    await this.dataSource.transaction(async (tx) => {
      const detail = { sessions: await this.sessions.countLiving(tx) };
      await this.audit.record(tx, { what: authAudit.allSessionsEnded, detail, ...why });
    });
    let ended = 0;
    for (let more = true; more; ) {
      await this.dataSource.transaction(async (tx) => {
        const ids = await this.sessions.lockLiving(tx, until, AT_ONCE);
        if (ids.length > 0) ended += (await this.endings.end(tx, this.sessions, { ids }, 'ended_by_operator')).length;
        more = ids.length === AT_ONCE;
      });
    }
    return ended;
  }
}
