import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { RecordId } from '@purser/kit/backend/record-id';
import { houseProblems } from '@purser/kit/problems';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { authAudit } from '../../names.js';
import { type OwnSessionRecord, ownSessionRecord } from '../../records.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { deviceOf } from './device.js';
import { SessionEndings } from './session-endings.service.js';
import { sessionRecordOf } from './session-row.js';
import { CustomerSessions } from './session-tables.js';

@ApiTags('auth')
@SignedIn()
@Controller('auth/sessions')
export class OwnSessionsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly devices: KnownDevices,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: z.array(ownSessionRecord) })
  async list(@CurrentCustomer() caller: CustomerCaller): Promise<OwnSessionRecord[]> {
    const rows = await this.sessions.livingOf(this.dataSource.manager, caller.userId);
    return rows.map((row) => ({
      ...sessionRecordOf(row),
      device: deviceOf(row.user_agent),
      place: row.place,
      lastSeenAt: row.last_seen_at.toISOString(),
      current: row.id === caller.sessionId,
    }));
  }

  /** Somebody else's session is not there, like one that never was. */
  @Delete(':id')
  @HttpCode(204)
  async end(
    @RecordId() id: string,
    @CurrentCustomer() caller: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const row = await this.sessions.find(tx, id);
      if (row?.owner_id !== caller.userId) throw new Refusal(houseProblems.notFound);
      const reason = id === caller.sessionId ? 'signed_out' : 'signed_out_elsewhere';
      const ended = await this.endings.end(tx, this.sessions, { ids: [id] }, reason);
      if (ended.length > 0) {
        // Who ends a session from another device may not know that one: it is a stranger again.
        if (id !== caller.sessionId) await this.devices.forgetOf(tx, 'portal', id);
        await this.audit.record(tx, { what: authAudit.sessionsEnded, by: caller, on: { type: 'session', id }, origin });
      }
    });
  }
}
