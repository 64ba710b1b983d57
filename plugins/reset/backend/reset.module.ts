import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/backend/auth.module.js';
import { AnswerDispute } from './recovery/answer-dispute.listener.js';
import { AnswerRequest } from './recovery/answer-request.job.js';
import { RecoveriesConsoleController } from './recovery/recoveries-console.controller.js';
import { RecoveryController } from './recovery/recovery.controller.js';
import { RecoveryCounter } from './recovery/recovery-counter.service.js';
import { RecoveryMail } from './recovery/recovery-mail.service.js';
import { RecoveryRequests } from './recovery/recovery-requests.service.js';
import { RecoveryTrail } from './recovery/recovery-trail.service.js';

@Module({
  imports: [AuthModule],
  controllers: [RecoveryController, RecoveriesConsoleController],
  providers: [AnswerDispute, AnswerRequest, RecoveryCounter, RecoveryMail, RecoveryRequests, RecoveryTrail],
})
export class ResetModule {}
