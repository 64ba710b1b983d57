import { Controller, Delete, HttpCode } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentCustomer,
  type CustomerCaller,
  type Origin,
  RecentSignIn,
  RequestOrigin,
  SignedIn,
} from '@purser/kit/backend/access';
import { UserDeletion } from './user-deletion.service.js';

@ApiTags('auth')
@SignedIn()
@Controller('auth/me')
export class OwnAccountController {
  constructor(private readonly deletion: UserDeletion) {}

  /** For good; asks for a sign-in that is not old (SECURITY 10). */
  @Delete()
  @HttpCode(204)
  @RecentSignIn()
  async delete(@CurrentCustomer() by: CustomerCaller, @RequestOrigin() origin: Origin): Promise<void> {
    await this.deletion.delete(by.userId, { by, origin });
  }
}
