import { Global, Module } from '@nestjs/common';
import { Flags } from '@purser/kit/backend/flags';
import { HouseFlags } from './house-flags.js';

@Global()
@Module({
  providers: [HouseFlags, { provide: Flags, useExisting: HouseFlags }],
  exports: [Flags, HouseFlags],
})
export class FlagsModule {}
