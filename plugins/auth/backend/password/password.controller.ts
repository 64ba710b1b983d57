import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import type { z } from 'zod';
import { passwordChange } from '../../records.js';
import { PasswordChange } from './password-change.service.js';

@ApiTags('auth')
@SignedIn()
@Controller('auth/password')
export class PasswordController {
  constructor(private readonly changes: PasswordChange) {}

  @Post()
  @HttpCode(204)
  async change(
    @Body({ schema: passwordChange }) body: z.output<typeof passwordChange>,
    @CurrentCustomer() caller: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    await this.changes.change(caller, body, origin);
  }
}
