import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { workspacePermissions } from '../../names.js';
import { invitationsList } from './invitations-console.list.js';

@ApiTags('console: workspaces')
@Controller('console/invitations')
export class InvitationsConsoleController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Requires(workspacePermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(invitationsList, query, response);
  }

  @Get(':id')
  @Requires(workspacePermissions.read)
  show(@Param('id') id: string) {
    return this.lists.one(invitationsList, id);
  }
}
