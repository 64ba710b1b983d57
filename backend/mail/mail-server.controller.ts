import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Requires } from '@purser/kit/backend/access';
import { optionsOf } from '@purser/kit/backend/plugin';
import { z } from 'zod';
import type { HouseOptions } from '../house.options.js';
import { housePermissions } from '../names.js';
import { MailServer } from './mail-server.service.js';
import { serverFaults } from './smtp-fault.js';

const mailServerRecord = z.object({
  /** `unset`: letters wait until somebody configures one. `failing`: they wait until it works again, and none is lost. */
  state: z.enum(['unset', 'working', 'failing']),
  /** The preset in use, else null. */
  provider: z.string().nullable(),
  /** One phrase: what it does. */
  fault: z.string().nullable(),
  /** In its own words. */
  error: z.string().nullable(),
  failingSince: z.iso.datetime().nullable(),
  /** When one letter finds out whether it works again. */
  nextAttemptAt: z.iso.datetime().nullable(),
});

@ApiTags('console: mails')
@Controller('console/mail-server')
export class MailServerController {
  constructor(
    private readonly server: MailServer,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
  ) {}

  /** How the mail server does. */
  @Get()
  @ApiOkResponse({ standardSchema: mailServerRecord })
  @Requires(housePermissions.readMails)
  async read(): Promise<z.output<typeof mailServerRecord>> {
    const { pausedUntil, fault, error, failingSince } = await this.server.standing();
    const provider = this.options.mailProvider ?? null;
    if (this.options.smtpUrl === undefined || pausedUntil === null) {
      const state = this.options.smtpUrl === undefined ? 'unset' : 'working';
      return { state, provider, fault: null, error: null, failingSince: null, nextAttemptAt: null };
    }
    return {
      state: 'failing',
      provider,
      fault: fault && serverFaults[fault],
      error,
      failingSince: failingSince?.toISOString() ?? null,
      nextAttemptAt: pausedUntil.toISOString(),
    };
  }
}
