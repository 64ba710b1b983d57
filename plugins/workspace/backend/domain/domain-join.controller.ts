import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import { z } from 'zod';
import { type JoinOffer, joinedRecord, joinOffer } from '../../records-domains.js';
import { DomainFlag } from './domain-flag.service.js';
import { DomainJoin } from './domain-join.service.js';

/** For who has a mailbox at a workspace's domain. */
@ApiTags('workspaces')
@Controller('workspaces')
@SignedIn()
export class DomainJoinController {
  constructor(
    private readonly joining: DomainJoin,
    private readonly flag: DomainFlag,
  ) {}

  /** Empty while the flag is off. */
  @Get('joinable')
  @ApiOkResponse({ standardSchema: z.array(joinOffer) })
  async offers(@CurrentCustomer() { userId }: CustomerCaller): Promise<JoinOffer[]> {
    return (await this.flag.isOn()) ? await this.joining.offersTo(userId) : [];
  }

  @Post(':id/join')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: joinedRecord })
  async join(
    @Param('id') workspaceId: string,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<z.infer<typeof joinedRecord>> {
    await this.flag.require();
    return await this.joining.join(workspaceId, by, origin);
  }
}
