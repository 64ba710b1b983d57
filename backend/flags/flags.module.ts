import { Global, Module } from '@nestjs/common';
import { Flags } from '@purser/kit/backend/flags';
import { FlagList } from './flag-list.js';
import { FlagOverrides } from './flag-overrides.service.js';
import { FlagsController } from './flags.controller.js';
import { HouseFlags } from './house-flags.js';

@Global()
@Module({
  controllers: [FlagsController],
  providers: [HouseFlags, { provide: Flags, useExisting: HouseFlags }, FlagList, FlagOverrides],
  exports: [Flags, HouseFlags],
})
export class FlagsModule {}
