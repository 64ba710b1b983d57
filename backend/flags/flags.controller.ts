import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { housePermissions } from '../names.js';
import { type FlagChange, flagChange, type WorkspaceFlagChange, workspaceFlagChange } from './flag.records.js';
import { FlagList } from './flag-list.js';
import { FlagOverrides } from './flag-overrides.service.js';

@ApiTags('console: flags')
@Controller('console/flags')
export class FlagsController {
  constructor(
    private readonly lists: Lists,
    private readonly list: FlagList,
    private readonly overrides: FlagOverrides,
  ) {}

  @Requires(housePermissions.readFlags)
  @Get()
  page(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(this.list.definition, query, response);
  }

  @Requires(housePermissions.readFlags)
  @Get(':id')
  one(@Param('id') id: string) {
    return this.lists.one(this.list.definition, id);
  }

  /** For everyone in this environment. */
  @Requires(housePermissions.manageFlags)
  @Put(':id')
  async change(
    @Param('id') flag: string,
    @Body({ schema: flagChange }) { on, reason }: FlagChange,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.overrides.change({ flag, on, reason }, by, origin);
    return this.lists.one(this.list.definition, flag);
  }

  /** For one workspace, whatever holds for everyone. */
  @Requires(housePermissions.manageFlags)
  @Post(':id/override')
  @HttpCode(200)
  async override(
    @Param('id') flag: string,
    @Body({ schema: workspaceFlagChange }) { on, workspaceId, reason }: WorkspaceFlagChange,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.overrides.change({ flag, workspaceId, on, reason }, by, origin);
    return this.lists.one(this.list.definition, flag);
  }
}
