import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Origin, Public, RequestOrigin } from '@purser/kit/backend/access';
import type { z } from 'zod';
import { PasswordRecovery } from '../../../auth/backend/password/password-recovery.service.js';
import {
  type CheckedRecovery,
  checkedRecovery,
  recoveryCheck,
  recoveryCompletion,
  recoveryRequest,
} from '../../records.js';
import { RecoveryRequests } from './recovery-requests.service.js';
import { RecoveryTrail } from './recovery-trail.service.js';

/** Links of mails open a page, which does nothing by itself: only these posts look, and only the last one spends (SECURITY 20). */
@ApiTags('reset')
@Controller('reset')
export class RecoveryController {
  constructor(
    private readonly requests: RecoveryRequests,
    private readonly recovery: PasswordRecovery,
    private readonly trail: RecoveryTrail,
  ) {}

  /** The same answer for every address. */
  @Post('request')
  @Public()
  @HttpCode(202)
  async request(
    @Body({ schema: recoveryRequest }) { email }: z.output<typeof recoveryRequest>,
    @RequestOrigin() origin: Origin,
  ): Promise<{ status: 'mail_sent_if_known' }> {
    await this.trail.follow('request', origin, () => this.requests.take({ email, origin }));
    return { status: 'mail_sent_if_known' };
  }

  /** Whose account a link leads to; spends nothing. */
  @Post('check')
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: checkedRecovery })
  async check(
    @Body({ schema: recoveryCheck }) { token }: z.output<typeof recoveryCheck>,
    @RequestOrigin() origin: Origin,
  ): Promise<CheckedRecovery> {
    const { maskedEmail, expiresAt } = await this.trail.follow('check', origin, () => this.recovery.byLink(token));
    return { email: maskedEmail, expiresAt: expiresAt.toISOString() };
  }

  /** Ends every session of the person and signs nobody in. */
  @Post('complete')
  @Public()
  @HttpCode(204)
  async complete(
    @Body({ schema: recoveryCompletion }) body: z.output<typeof recoveryCompletion>,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    await this.trail.follow('complete', origin, async () => {
      const recovery =
        'token' in body ? await this.recovery.byLink(body.token) : await this.recovery.byCode(body.email, body.code);
      await this.recovery.complete(recovery, body.password, origin);
    });
  }
}
