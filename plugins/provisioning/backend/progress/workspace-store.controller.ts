import { Controller, Get, Header, Sse } from '@nestjs/common';
import { CurrentCustomer, type CustomerCaller, SignedIn } from '@purser/kit/backend/access';
import type { Observable } from 'rxjs';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { WorkspaceId } from '../../../workspace/backend/workspace/workspace-id.js';
import type { StoreStatus } from '../../records.js';
import { StoreStatuses } from './store-statuses.service.js';
import { StoreStream, type StreamEvent } from './store-stream.service.js';

@Controller('workspaces')
@SignedIn()
export class WorkspaceStoreController {
  constructor(
    private readonly memberships: Memberships,
    private readonly statuses: StoreStatuses,
    private readonly stream: StoreStream,
  ) {}

  @Get(':id/store')
  async show(@WorkspaceId() id: string, @CurrentCustomer() { userId }: CustomerCaller): Promise<StoreStatus> {
    await this.memberships.require(id, userId);
    return await this.statuses.ofWorkspace(id);
  }

  /** Read with `fetch` and a bearer token. `event: store` with the whole status, `event: beat` each 15 s. */
  @Sse(':id/store/events')
  @Header('Cache-Control', 'no-store')
  async events(@WorkspaceId() id: string, @CurrentCustomer() caller: CustomerCaller): Promise<Observable<StreamEvent>> {
    await this.memberships.require(id, caller.userId);
    return this.stream.open(caller, id);
  }
}
