import { Body, Controller, Delete, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { workspacePermissions } from '../../names.js';
import { reasonBody } from '../../records.js';
import { Memberships } from './memberships.service.js';
import { membershipsList } from './memberships-console.list.js';

@ApiTags('console: workspaces')
@Controller('console/memberships')
export class MembershipsConsoleController {
  constructor(
    private readonly lists: Lists,
    private readonly memberships: Memberships,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Requires(workspacePermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(membershipsList, query, response);
  }

  @Get(':id')
  @Requires(workspacePermissions.read)
  show(@Param('id') id: string) {
    return this.lists.one(membershipsList, id);
  }

  /** Answers the record that was. */
  @Delete(':id')
  @Requires(workspacePermissions.removeMembers)
  async remove(
    @Param('id') id: string,
    @Body({ schema: reasonBody }) { reason }: z.output<typeof reasonBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    const membership = await this.lists.one(membershipsList, id);
    const { workspaceId, userId } = membership as { workspaceId: string; userId: string };
    await this.dataSource.transaction((tx) =>
      this.memberships.remove(tx, { workspaceId, userId }, { by, origin, reason }),
    );
    return membership;
  }
}
