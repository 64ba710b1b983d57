import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import { type NewRestoreRequest, newRestoreRequest } from '../../records.js';
import { WorkspaceExports } from '../export-for-owner/workspace-exports.service.js';
import { RestoreMoments } from './restore-moments.service.js';
import { RestoreRequests } from './restore-requests.service.js';

@ApiTags('workspaces')
@Controller('workspaces/:id')
@SignedIn()
export class RestoreRequestsController {
  constructor(
    private readonly owners: WorkspaceExports,
    private readonly moments: RestoreMoments,
    private readonly requests: RestoreRequests,
  ) {}

  /** From when the workspace can be had back: every backup of the last two days, before that one of each day. */
  @Get('restore-moments')
  async listMoments(@Param('id') id: string, @CurrentCustomer() by: CustomerCaller) {
    await this.owners.requireOwner(id, by);
    return await this.moments.of(id);
  }

  /** The newest twenty. */
  @Get('restore-requests')
  async list(@Param('id') id: string, @CurrentCustomer() by: CustomerCaller) {
    await this.owners.requireOwner(id, by);
    return await this.requests.list(id);
  }

  /** Operators are told, and one of them approves or declines it. One at a time. */
  @Post('restore-requests')
  async ask(
    @Param('id') id: string,
    @Body({ schema: newRestoreRequest }) wanted: NewRestoreRequest,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.owners.requireOwner(id, by);
    return await this.requests.ask(id, wanted, by, origin);
  }

  /** Until it is answered. */
  @Post('restore-requests/:requestId/withdraw')
  @HttpCode(200)
  async withdraw(
    @Param('id') id: string,
    @Param('requestId', ParseUUIDPipe) requestId: string,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.owners.requireOwner(id, by);
    return await this.requests.withdraw(id, requestId, by, origin);
  }
}
