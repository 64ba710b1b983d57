import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { RecordId } from '@purser/kit/backend/record-id';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { resetAudit, resetPermissions } from '../../names.js';
import { recoveryStart } from '../../records.js';
import { RecoveryMail, type Sending } from './recovery-mail.service.js';

/** Operators send people the mail; they never see or set a password. */
@ApiTags('console')
@Controller('console/users')
export class RecoveriesConsoleController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mail: RecoveryMail,
    private readonly audit: AuditTrail,
  ) {}

  @Post(':id/recovery')
  @HttpCode(200)
  @Requires(resetPermissions.start)
  async start(
    @RecordId() id: string,
    @Body({ schema: recoveryStart }) { reason }: z.output<typeof recoveryStart>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<{ id: string; outcome: Sending }> {
    const prepared = await this.mail.prepare(id);
    const outcome = await this.dataSource.transaction(async (tx) => {
      const sent = await this.mail.send(tx, id, prepared);
      const detail = { outcome: sent };
      await this.audit.record(tx, { what: resetAudit.requested, by, on: { type: 'user', id }, origin, reason, detail });
      return sent;
    });
    return { id, outcome };
  }
}
