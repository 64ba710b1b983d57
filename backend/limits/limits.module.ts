import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { RateLimits } from '@purser/kit/backend/limits';
import { DeclaredLimitGuard } from './declared-limit.guard.js';
import { PostgresRateLimits } from './postgres-rate-limits.js';
import { PostgresThrottlerStorage } from './throttler-storage.js';

@Global()
@Module({
  providers: [PostgresRateLimits, PostgresThrottlerStorage, { provide: RateLimits, useExisting: PostgresRateLimits }],
  exports: [RateLimits, PostgresThrottlerStorage],
})
class CountersModule {}

@Module({
  imports: [
    CountersModule,
    ThrottlerModule.forRootAsync({
      imports: [CountersModule],
      inject: [PostgresThrottlerStorage],
      // The numbers stand at the routes; this entry only names the throttler that `@Throttle({ default })` sets.
      useFactory: (storage: PostgresThrottlerStorage) => ({
        throttlers: [{ name: 'default', limit: 60, ttl: 60_000 }],
        storage,
        setHeaders: false,
      }),
    }),
  ],
  providers: [{ provide: APP_GUARD, useClass: DeclaredLimitGuard }],
})
export class LimitsModule {}
