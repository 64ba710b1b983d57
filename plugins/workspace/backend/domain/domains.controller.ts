import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import { z } from 'zod';
import { type DomainRecord, domainRecord, nameDomainBody } from '../../records-domains.js';
import { DomainFlag } from './domain-flag.service.js';
import { Domains } from './domains.service.js';

/** For owners: which domains' people may join. */
@ApiTags('workspaces')
@Controller('workspaces/:id/domains')
@SignedIn()
export class DomainsController {
  constructor(
    private readonly domains: Domains,
    private readonly flag: DomainFlag,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: z.array(domainRecord) })
  async list(@Param('id') workspaceId: string, @CurrentCustomer() { userId }: CustomerCaller): Promise<DomainRecord[]> {
    await this.flag.require();
    return await this.domains.list(workspaceId, userId);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: domainRecord })
  async name(
    @Param('id') workspaceId: string,
    @Body({ schema: nameDomainBody }) { domain }: z.output<typeof nameDomainBody>,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<DomainRecord> {
    await this.flag.require();
    return await this.domains.name(domain, { workspaceId, by, origin });
  }

  @Post(':domainId/verify')
  @HttpCode(200)
  @Throttle({ default: { limit: 120, ttl: 60_000 } })
  @ApiOkResponse({ standardSchema: domainRecord })
  async verify(
    @Param('id') workspaceId: string,
    @Param('domainId') id: string,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<DomainRecord> {
    await this.flag.require();
    return await this.domains.verify(id, { workspaceId, by, origin });
  }

  @Delete(':domainId')
  @HttpCode(204)
  async remove(
    @Param('id') workspaceId: string,
    @Param('domainId') id: string,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    await this.flag.require();
    await this.domains.remove(id, { workspaceId, by, origin });
  }
}
