import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@purser/kit/backend/access';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import { type Manifest, manifestRecord } from '@purser/kit/manifest';
import { HouseFlags } from '../flags/house-flags.js';
import { HouseConfig } from '../settings/house-config.js';

@ApiTags('house')
@Controller('manifest')
export class ManifestController {
  constructor(
    @Inject(HOUSE_PLUGINS) private readonly plugins: HousePlugins,
    private readonly flags: HouseFlags,
    private readonly config: HouseConfig,
  ) {}

  @Public()
  @Get()
  @Header('Cache-Control', 'no-cache')
  @ApiOkResponse({ standardSchema: manifestRecord })
  async read(): Promise<Manifest> {
    const { productName, browserDsn, mode } = this.config;
    return {
      product: productName,
      // The house itself is always there and nobody's plugin.
      plugins: this.plugins.map((plugin) => plugin.name).filter((name) => name !== 'house'),
      flags: await this.flags.forEveryone(),
      ...(browserDsn && { reports: { dsn: browserDsn, environment: mode } }),
    };
  }
}
