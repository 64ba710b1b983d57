import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { oneByOne } from '@purser/kit/backend/bulk';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { workspacePermissions } from '../../names.js';
import { type BulkResult, bulkBody, bulkResult, reasonBody } from '../../records-console.js';
import type { Act } from '../membership/memberships.service.js';
import { transact } from '../transact.js';
import { Invitations } from './invitations.service.js';
import { invitationsList } from './invitations-console.list.js';

type Reason = z.output<typeof reasonBody>;
type Row = Record<string, unknown>;

@ApiTags('console: workspaces')
@Controller('console/invitations')
export class InvitationsConsoleController {
  constructor(
    private readonly lists: Lists,
    private readonly invitations: Invitations,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Requires(workspacePermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(invitationsList, query, response);
  }

  @Get(':id')
  @Requires(workspacePermissions.read)
  show(@RecordId() id: string) {
    return this.lists.one(invitationsList, id);
  }

  @Post('revoke-many')
  @HttpCode(200)
  @Requires(workspacePermissions.manageInvitations)
  @ApiOkResponse({ standardSchema: bulkResult })
  revokeMany(
    @Body({ schema: bulkBody }) { ids, reason }: z.output<typeof bulkBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<BulkResult> {
    return oneByOne(ids, (id) => this.revokeOne(id, { by, origin, reason }));
  }

  /** By mail alone: a link that lets somebody in is for who invited, not for staff. */
  @Post(':id/resend')
  @HttpCode(200)
  @Requires(workspacePermissions.manageInvitations)
  async resend(
    @RecordId() id: string,
    @Body({ schema: reasonBody }) { reason }: Reason,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    await this.invitations.resendFor(await this.workspaceOf(id), id, { by, origin, reason });
    return await this.lists.one(invitationsList, id);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Requires(workspacePermissions.manageInvitations)
  revoke(
    @RecordId() id: string,
    @Body({ schema: reasonBody }) { reason }: Reason,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    return this.revokeOne(id, { by, origin, reason });
  }

  private async revokeOne(id: string, act: Act): Promise<Row> {
    const workspaceId = await this.workspaceOf(id);
    await transact(this.dataSource, (tx) => this.invitations.revokeFor(tx, workspaceId, id, act));
    return await this.lists.one(invitationsList, id);
  }

  private async workspaceOf(id: string): Promise<string> {
    const { workspaceId } = await this.lists.one(invitationsList, id);
    return workspaceId as string;
  }
}
