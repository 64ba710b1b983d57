import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '@purser/kit/backend/access';
import { KeyRing } from './key-ring.service.js';
import type { PublicJwk } from './signing-key.js';

@Controller('.well-known/jwks.json')
export class JwksController {
  constructor(private readonly keys: KeyRing) {}

  @Get()
  @Public()
  @Header('Cache-Control', 'public, max-age=60')
  async read(): Promise<{ keys: PublicJwk[] }> {
    return { keys: await this.keys.publicJwks() };
  }
}
