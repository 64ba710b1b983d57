import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import { syncPermissions, syncProblems } from '../../names.js';
import {
  type DiscloseEventRequest,
  disclosedEventRecord,
  discloseEventRequest,
  type StoreEventsQuery,
  storeEventPage,
  storeEventsQuery,
  storeIdSchema,
} from '../../records.js';
import { StoreEvents } from './store-events.service.js';

const SEQ = /^[1-9]\d{0,14}$/;

@ApiTags('console: stores')
@Controller('console/stores/:storeId/events')
export class EventsConsoleController {
  constructor(private readonly events: StoreEvents) {}

  @Get()
  @Requires(syncPermissions.readEvents)
  @ApiOkResponse({ standardSchema: storeEventPage })
  page(@Param('storeId') storeId: string, @Query({ schema: storeEventsQuery }) query: StoreEventsQuery) {
    return this.events.page(known(storeId), query);
  }

  /** What the event holds, once. By POST with the reason in the body, so that neither stands in an address or a cache. */
  @Post(':seq/disclose')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Requires(syncPermissions.discloseEvent)
  @ApiOkResponse({ standardSchema: disclosedEventRecord })
  disclose(
    @Param('storeId') storeId: string,
    @Param('seq') seq: string,
    @Body({ schema: discloseEventRequest }) { reason }: DiscloseEventRequest,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    if (!SEQ.test(seq)) throw new Refusal(syncProblems.eventNotFound);
    return this.events.disclose({ storeId: known(storeId), seq: Number(seq), by, origin, reason });
  }
}

function known(storeId: string): string {
  if (!storeIdSchema.safeParse(storeId).success) throw new Refusal(syncProblems.storeNotFound);
  return storeId;
}
