import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Origin, Public, RequestOrigin } from '@purser/kit/backend/access';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { z } from 'zod';
import { type AddressUndoRecord, addressUndoRecord, linkRequest } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { AddressConfirmation } from './address-confirmation.service.js';
import { AddressUndo } from './address-undo.service.js';

type Link = z.output<typeof linkRequest>;

/** Behind the links of the mails about a change of address; only these posts look and act (SECURITY 20). */
@ApiTags('auth')
@Public()
@Controller('auth/email')
export class AddressLinksController {
  constructor(
    private readonly confirmations: AddressConfirmation,
    private readonly undos: AddressUndo,
    private readonly limits: RateLimits,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  @Post('confirm')
  @HttpCode(200)
  async confirm(
    @Body({ schema: linkRequest }) { token }: Link,
    @RequestOrigin() origin: Origin,
  ): Promise<{ status: 'changed' }> {
    await this.limit(origin);
    await this.confirmations.byLink(token, origin);
    return { status: 'changed' };
  }

  /** Which change the link takes back; spends nothing. */
  @Post('undo/check')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: addressUndoRecord })
  async check(
    @Body({ schema: linkRequest }) { token }: Link,
    @RequestOrigin() origin: Origin,
  ): Promise<AddressUndoRecord> {
    await this.limit(origin);
    return this.undos.look(token);
  }

  @Post('undo')
  @HttpCode(200)
  async undo(
    @Body({ schema: linkRequest }) { token }: Link,
    @RequestOrigin() origin: Origin,
  ): Promise<{ status: 'undone' }> {
    await this.limit(origin);
    await this.undos.undo(token, origin);
    return { status: 'undone' };
  }

  private limit(origin: Origin): Promise<void> {
    return this.limits.consume('auth.mail-requests', origin.ip, this.options.mailRequests);
  }
}
