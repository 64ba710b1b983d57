import { Module } from '@nestjs/common';
import { HouseSecret } from './house-secret.service.js';
import { JwksController } from './jwks.controller.js';
import { KeyRing } from './key-ring.service.js';
import { RotateKeys } from './rotate-keys.command.js';
import { SigningKeysHealth } from './signing-keys.health.js';
import { StoredKeys } from './stored-keys.service.js';

@Module({
  controllers: [JwksController],
  providers: [KeyRing, StoredKeys, HouseSecret, RotateKeys, SigningKeysHealth],
  exports: [KeyRing, HouseSecret],
})
export class KeyModule {}
