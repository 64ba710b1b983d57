import { Controller, Get, Header, Param, Sse } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, SignedIn } from '@purser/kit/backend/access';
import type { StreamEvent } from '@purser/kit/backend/streams';
import type { Observable } from 'rxjs';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { provisioningActions, type StoreStatus, type StoreUsage, storeStatus, storeUsage } from '../../records.js';
import { WorkspaceUsage } from '../quota/workspace-usage.service.js';
import { StoreStatuses } from './store-statuses.service.js';
import { StoreStream } from './store-stream.service.js';

@ApiTags('workspaces')
@Controller('workspaces')
@SignedIn()
export class WorkspaceStoreController {
  constructor(
    private readonly memberships: Memberships,
    private readonly statuses: StoreStatuses,
    private readonly stream: StoreStream,
    private readonly usage: WorkspaceUsage,
  ) {}

  @Get(':id/store')
  @ApiOkResponse({ standardSchema: storeStatus })
  async show(@Param('id') id: string, @CurrentCustomer() { userId }: CustomerCaller): Promise<StoreStatus> {
    await this.memberships.require(id, userId);
    return await this.statuses.ofWorkspace(id);
  }

  /** What it holds of what it may hold: for owners and admins. */
  @Get(':id/store/usage')
  @ApiOkResponse({ standardSchema: storeUsage })
  async showUsage(@Param('id') id: string, @CurrentCustomer() { userId }: CustomerCaller): Promise<StoreUsage> {
    await this.memberships.require(id, userId, provisioningActions.seeUsage);
    return await this.usage.of(id);
  }

  /** Read with `fetch` and a bearer token. `event: store` with the whole status, `event: beat` each 15 s. */
  @Sse(':id/store/events')
  @ApiProduces('text/event-stream')
  @Header('Cache-Control', 'no-store')
  async events(@Param('id') id: string, @CurrentCustomer() caller: CustomerCaller): Promise<Observable<StreamEvent>> {
    await this.memberships.require(id, caller.userId);
    return this.stream.open(caller, id.toLowerCase());
  }
}
