import { Body, Controller, Delete, Get, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import { z } from 'zod';
import { housePermissions } from '../names.js';
import { endedSuppression, newSuppression, suppressionRecord } from './suppression.records.js';
import { suppressionList } from './suppressions.list.js';
import { Suppressions } from './suppressions.service.js';

/** Addresses that get no mail: theirs came back, they complained, or an operator said so. */
@ApiTags('console: mails')
@Controller('console/suppressions')
export class SuppressionsController {
  constructor(
    private readonly lists: Lists,
    private readonly suppressions: Suppressions,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: z.array(suppressionRecord) })
  @Requires(housePermissions.readMails)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(suppressionList, query, response);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: suppressionRecord })
  @Requires(housePermissions.readMails)
  one(@RecordId() id: string) {
    return this.lists.one(suppressionList, id);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: suppressionRecord })
  @Requires(housePermissions.manageMailSuppressions)
  async add(
    @Body({ schema: newSuppression }) { address, reason }: z.output<typeof newSuppression>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    return this.one(await this.suppressions.add(address, { by, origin, reason }));
  }

  /** From now on letters go there again; those that were suppressed can be sent again one by one. */
  @Delete(':id')
  @ApiOkResponse({ standardSchema: suppressionRecord })
  @Requires(housePermissions.manageMailSuppressions)
  async remove(
    @RecordId() id: string,
    @Body({ schema: endedSuppression }) { reason }: z.output<typeof endedSuppression>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    const record = await this.one(id);
    await this.suppressions.remove(id, { by, origin, reason });
    return record;
  }
}
