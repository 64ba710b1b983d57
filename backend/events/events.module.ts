import { Global, Module } from '@nestjs/common';
import { Events } from '@purser/kit/backend/events';
import { TransactionalEvents } from './transactional-events.js';

@Global()
@Module({
  providers: [{ provide: Events, useClass: TransactionalEvents }],
  exports: [Events],
})
export class EventsModule {}
