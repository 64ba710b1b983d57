import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  CurrentCustomer,
  type CustomerCaller,
  type Origin,
  RecentSignIn,
  RequestOrigin,
  SignedIn,
} from '@purser/kit/backend/access';
import { RateLimits } from '@purser/kit/backend/limits';
import type { z } from 'zod';
import { type AddressRecord, addressChangeRequest, addressCode, addressRecord } from '../../records.js';
import { AddressChange } from './address-change.service.js';
import { AddressConfirmation } from './address-confirmation.service.js';

/** The person's own address, and the change of it that waits. */
@ApiTags('auth')
@SignedIn()
@Controller('auth/email')
export class OwnAddressController {
  constructor(
    private readonly changes: AddressChange,
    private readonly confirmations: AddressConfirmation,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: addressRecord })
  read(@CurrentCustomer() caller: CustomerCaller): Promise<AddressRecord> {
    return this.changes.read(caller.userId);
  }

  /** The same answer whether somebody else has the address or not. */
  @Post()
  @RecentSignIn()
  @HttpCode(202)
  async request(
    @Body({ schema: addressChangeRequest }) body: z.output<typeof addressChangeRequest>,
    @CurrentCustomer() caller: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<{ status: 'confirmation_sent' }> {
    await this.changes.request(caller, body.new, origin);
    return { status: 'confirmation_sent' };
  }

  @Post('resend')
  @HttpCode(202)
  async resend(@CurrentCustomer() caller: CustomerCaller): Promise<{ status: 'confirmation_sent' }> {
    await this.changes.resend(caller);
    return { status: 'confirmation_sent' };
  }

  @Delete()
  @HttpCode(204)
  async cancel(@CurrentCustomer() caller: CustomerCaller, @RequestOrigin() origin: Origin): Promise<void> {
    await this.changes.cancel(caller, origin);
  }

  /** The code of the mail to the new address, typed where the change was asked for. */
  @Post('code')
  @HttpCode(200)
  async confirmByCode(
    @Body({ schema: addressCode }) { code }: z.output<typeof addressCode>,
    @CurrentCustomer() caller: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<{ status: 'changed' }> {
    await this.limits.consume('auth.address-code', caller.userId, { points: 20, seconds: 600 });
    await this.confirmations.byCode(caller, code, origin);
    return { status: 'changed' };
  }
}
