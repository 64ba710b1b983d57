import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { oneByOne } from '@purser/kit/backend/bulk';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { workspacePermissions } from '../../names.js';
import {
  addMemberBody,
  type BulkResult,
  bulkBody,
  bulkResult,
  consoleRoleBody,
  reasonBody,
  removeUserBody,
} from '../../records-console.js';
import { transact } from '../transact.js';
import { AccountDeparture } from './account-departure.service.js';
import { type Act, Memberships } from './memberships.service.js';
import { membershipsList } from './memberships-console.list.js';

interface Row extends Record<string, unknown> {
  readonly workspaceId: string;
  readonly userId: string;
}

/** Support staff help a team that cannot help itself. The rules of owners and seats hold for them, too. */
@ApiTags('console: workspaces')
@Controller('console/memberships')
export class MembershipsConsoleController {
  constructor(
    private readonly lists: Lists,
    private readonly memberships: Memberships,
    private readonly departure: AccountDeparture,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Requires(workspacePermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(membershipsList, query, response);
  }

  @Get(':id')
  @Requires(workspacePermissions.read)
  show(@RecordId() id: string) {
    return this.lists.one(membershipsList, id);
  }

  @Post()
  @Requires(workspacePermissions.manageMembers)
  async add(
    @Body({ schema: addMemberBody }) { workspaceId, userId, role, reason }: z.output<typeof addMemberBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    const id = await transact(this.dataSource, (tx) =>
      this.memberships.add(tx, { workspaceId, userId, role }, { by, origin, reason }),
    );
    return await this.lists.one(membershipsList, id);
  }

  @Post('remove-many')
  @HttpCode(200)
  @Requires(workspacePermissions.removeMembers)
  @ApiOkResponse({ standardSchema: bulkResult })
  removeMany(
    @Body({ schema: bulkBody }) { ids, reason }: z.output<typeof bulkBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<BulkResult> {
    return oneByOne(ids, (id) => this.removeOne(id, { by, origin, reason }));
  }

  /** Out of every workspace, all or none: 409 `last_owner` names those that would be left without an owner. */
  @Post('remove-user')
  @HttpCode(200)
  @Requires(workspacePermissions.removeMembers)
  async removeUser(
    @Body({ schema: removeUserBody }) { userId, reason }: z.output<typeof removeUserBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<{ removed: number }> {
    const act = { by, origin, reason };
    return { removed: await transact(this.dataSource, (tx) => this.departure.leaveAll(tx, userId, act)) };
  }

  @Post(':id/change-role')
  @HttpCode(200)
  @Requires(workspacePermissions.manageMembers)
  async changeRole(
    @RecordId() id: string,
    @Body({ schema: consoleRoleBody }) { role, reason }: z.output<typeof consoleRoleBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    const { workspaceId, userId } = await this.find(id);
    await transact(this.dataSource, (tx) =>
      this.memberships.changeRole(tx, { workspaceId, userId, to: role }, { by, origin, reason }),
    );
    return await this.lists.one(membershipsList, id);
  }

  /** Answers the record that was. */
  @Delete(':id')
  @Requires(workspacePermissions.removeMembers)
  remove(
    @RecordId() id: string,
    @Body({ schema: reasonBody }) { reason }: z.output<typeof reasonBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    return this.removeOne(id, { by, origin, reason });
  }

  private async removeOne(id: string, act: Act): Promise<Row> {
    const membership = await this.find(id);
    const { workspaceId, userId } = membership;
    await transact(this.dataSource, (tx) => this.memberships.remove(tx, { workspaceId, userId }, act));
    return membership;
  }

  private async find(id: string): Promise<Row> {
    return (await this.lists.one(membershipsList, id)) as Row;
  }
}
