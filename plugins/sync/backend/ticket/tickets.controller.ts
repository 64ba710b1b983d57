import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, SignedIn } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { syncProblems } from '../../names.js';
import { type SyncTicketRecord, type SyncTicketRequest, syncTicketRecord, syncTicketRequest } from '../../records.js';
import { READER, readsOnly } from '../access/standing.service.js';
import { SYNC_PATH } from '../access/upgrade-request.js';
import { StoreLogs } from '../store-log/store-logs.service.js';
import type { SyncOptions } from '../sync.options.js';
import { SyncTickets } from './tickets.service.js';

@ApiTags('sync')
@Controller('sync/tickets')
export class TicketsController {
  constructor(
    private readonly tickets: SyncTickets,
    private readonly logs: StoreLogs,
    private readonly memberships: Memberships,
    private readonly limits: RateLimits,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('sync')) private readonly options: SyncOptions,
  ) {}

  /** A ticket for one connection to the workspace's store. */
  @Post()
  @SignedIn()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: syncTicketRecord })
  async issue(
    @Body({ schema: syncTicketRequest }) { workspaceId }: SyncTicketRequest,
    @CurrentCustomer() { userId, sessionId }: CustomerCaller,
  ): Promise<SyncTicketRecord> {
    const rule = { points: this.options.ticketsPerMinute, seconds: 60 };
    await this.limits.consume('sync-ticket', userId, rule);
    const role = await this.memberships.require(workspaceId, userId);
    const standing = await this.memberships.standingOf(workspaceId, userId);
    if (standing?.suspended) throw new Refusal(syncProblems.storeSuspended);
    const log = await this.logs.ofWorkspace(workspaceId);
    if (!log || log.mode === 'provisioning') throw new Refusal(syncProblems.storeNotReady, { retryAfter: 1 });
    if (log.mode === 'closed') throw new Refusal(syncProblems.storeSuspended);
    const { storeId } = log;
    const as = log.mode === 'read_only' ? READER : role;
    const issued = await this.tickets.issue({ kind: 'session', storeId, workspaceId, userId, sessionId, role: as });
    return {
      ticket: issued.ticket,
      expiresIn: this.options.ticketSeconds,
      expiresAt: issued.expiresAt.toISOString(),
      storeId,
      url: `${this.settings.publicUrl.replace(/^http/, 'ws')}${SYNC_PATH}`,
      readOnly: readsOnly(as),
      restoredHead: log.restoredHead,
    };
  }
}
