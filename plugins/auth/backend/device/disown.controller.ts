import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Origin, Public, RequestOrigin } from '@purser/kit/backend/access';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { z } from 'zod';
import { type DisownedRecord, disownedRecord, linkRequest } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { DisownedSessions } from './disowned-sessions.service.js';

/** Behind the alert about a new device. The link opens a page, which only looks; pressing its button posts (SECURITY 20). */
@ApiTags('auth')
@Public()
@Controller('auth/disown')
export class DisownController {
  constructor(
    private readonly disowned: DisownedSessions,
    private readonly limits: RateLimits,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /** Which sign-in the link is about; spends nothing. */
  @Post('check')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: disownedRecord })
  async check(
    @Body({ schema: linkRequest }) { token }: z.output<typeof linkRequest>,
    @RequestOrigin() origin: Origin,
  ): Promise<DisownedRecord> {
    await this.limit(origin);
    return this.disowned.look(token);
  }

  @Post()
  @HttpCode(200)
  async disown(
    @Body({ schema: linkRequest }) { token }: z.output<typeof linkRequest>,
    @RequestOrigin() origin: Origin,
  ): Promise<{ status: 'session_ended' }> {
    await this.limit(origin);
    await this.disowned.disown(token, origin);
    return { status: 'session_ended' };
  }

  private limit(origin: Origin): Promise<void> {
    return this.limits.consume('auth.mail-requests', origin.ip, this.options.mailRequests);
  }
}
