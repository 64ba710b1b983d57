import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { oneByOne } from '@purser/kit/backend/bulk';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { workspacePermissions } from '../../names.js';
import {
  type BulkResult,
  bulkBody,
  bulkResult,
  consoleTransferBody,
  reasonBody,
  seatsBody,
} from '../../records-console.js';
import { MemberChanges } from '../membership/member-changes.service.js';
import { transact } from '../transact.js';
import { WorkspaceDeletion } from './workspace-deletion.service.js';
import { WorkspaceSeats } from './workspace-seats.service.js';
import { WorkspaceSuspension } from './workspace-suspension.service.js';
import { workspacesList } from './workspaces-console.list.js';

type Reason = z.output<typeof reasonBody>;
type Bulk = z.output<typeof bulkBody>;
type Row = Record<string, unknown>;

/** What operators do to whole workspaces. Each act asks for a reason and answers the record as it is then. */
@ApiTags('console: workspaces')
@Controller('console/workspaces')
export class WorkspacesConsoleController {
  constructor(
    private readonly lists: Lists,
    private readonly dataSource: DataSource,
    private readonly suspension: WorkspaceSuspension,
    private readonly deletion: WorkspaceDeletion,
    private readonly seats: WorkspaceSeats,
    private readonly members: MemberChanges,
  ) {}

  @Get()
  @Requires(workspacePermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(workspacesList, query, response);
  }

  @Get(':id')
  @Requires(workspacePermissions.read)
  show(@RecordId() id: string) {
    return this.lists.one(workspacesList, id);
  }

  @Post('suspend-many')
  @HttpCode(200)
  @Requires(workspacePermissions.suspend)
  @ApiOkResponse({ standardSchema: bulkResult })
  suspendMany(
    @Body({ schema: bulkBody }) { ids, reason }: Bulk,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<BulkResult> {
    return oneByOne(ids, (id) => this.within((tx) => this.suspension.suspend(tx, id, { by, origin, reason })));
  }

  @Post('resume-many')
  @HttpCode(200)
  @Requires(workspacePermissions.suspend)
  @ApiOkResponse({ standardSchema: bulkResult })
  resumeMany(
    @Body({ schema: bulkBody }) { ids, reason }: Bulk,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<BulkResult> {
    return oneByOne(ids, (id) => this.within((tx) => this.suspension.resume(tx, id, { by, origin, reason })));
  }

  @Post('delete-many')
  @HttpCode(200)
  @Requires(workspacePermissions.delete)
  @ApiOkResponse({ standardSchema: bulkResult })
  deleteMany(
    @Body({ schema: bulkBody }) { ids, reason }: Bulk,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<BulkResult> {
    return oneByOne(ids, (id) => this.within((tx) => this.deletion.deleteFor(tx, id, { by, origin, reason })));
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @Requires(workspacePermissions.suspend)
  suspend(
    @RecordId() id: string,
    @Body({ schema: reasonBody }) { reason }: Reason,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    return this.act(id, (tx) => this.suspension.suspend(tx, id, { by, origin, reason }));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Requires(workspacePermissions.suspend)
  resume(
    @RecordId() id: string,
    @Body({ schema: reasonBody }) { reason }: Reason,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    return this.act(id, (tx) => this.suspension.resume(tx, id, { by, origin, reason }));
  }

  @Post(':id/transfer')
  @HttpCode(200)
  @Requires(workspacePermissions.manageMembers)
  transfer(
    @RecordId() id: string,
    @Body({ schema: consoleTransferBody }) { userId, reason }: z.output<typeof consoleTransferBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    return this.act(id, (tx) => this.members.transferFor(tx, id, userId, { by, origin, reason }));
  }

  @Post(':id/set-seats')
  @HttpCode(200)
  @Requires(workspacePermissions.manageMembers)
  setSeats(
    @RecordId() id: string,
    @Body({ schema: seatsBody }) { seatLimit, reason }: z.output<typeof seatsBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    return this.act(id, (tx) => this.seats.set(tx, id, seatLimit, { by, origin, reason }));
  }

  @Delete(':id')
  @Requires(workspacePermissions.delete)
  delete(
    @RecordId() id: string,
    @Body({ schema: reasonBody }) { reason }: Reason,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    return this.act(id, (tx) => this.deletion.deleteFor(tx, id, { by, origin, reason }));
  }

  @Post(':id/undelete')
  @HttpCode(200)
  @Requires(workspacePermissions.delete)
  undelete(
    @RecordId() id: string,
    @Body({ schema: reasonBody }) { reason }: Reason,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    return this.act(id, (tx) => this.deletion.undeleteFor(tx, id, { by, origin, reason }));
  }

  private async act(id: string, work: (tx: EntityManager) => Promise<unknown>): Promise<Row> {
    await this.within(work);
    return await this.lists.one(workspacesList, id);
  }

  private within<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return transact(this.dataSource, work);
  }
}
