import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { housePermissions } from '../names.js';
import { PluginList } from './plugin-list.js';

@ApiTags('console: plugins')
@Requires(housePermissions.readPlugins)
@Controller('console/plugins')
export class PluginsController {
  constructor(
    private readonly lists: Lists,
    private readonly list: PluginList,
  ) {}

  @Get()
  page(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(this.list.definition, query, response);
  }

  @Get(':id')
  one(@Param('id') id: string) {
    return this.lists.one(this.list.definition, id);
  }
}
