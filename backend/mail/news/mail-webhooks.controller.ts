import type { IncomingHttpHeaders } from 'node:http';
import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Origin, Public, RequestOrigin } from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import { houseProblems } from '@purser/kit/problems';
import type { Request } from 'express';
import { ZodError } from 'zod';
import type { HouseOptions } from '../../house.options.js';
import { rawBodyOf } from '../../http/raw-body.js';
import { houseMachineProblems } from '../../names.js';
import { MailNewsService } from './mail-news.service.js';
import { mailgunNews } from './mailgun-news.js';
import type { MailNews, NewsSource } from './news-source.js';
import { postmarkNews } from './postmark-news.js';
import { signedNews } from './signed-news.js';

const sources: readonly NewsSource[] = [signedNews, mailgunNews, postmarkNews];
/** Providers send in bursts and from few addresses; who signs wrongly is not one of them. */
const FROM_ONE_ADDRESS = { points: 3_000, seconds: 60 };
const UNSIGNED = { points: 30, seconds: 300 };

/** Where mail providers tell what became of letters. Off, and 404, until its secret is configured. */
@ApiTags('mail')
@Public()
@Controller('mail/webhooks')
export class MailWebhooksController {
  constructor(
    private readonly news: MailNewsService,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
  ) {}

  /** `signed` with `X-Purser-Signature`, `mailgun` or `postmark`. News about letters that are not ours are taken and forgotten. */
  @Post(':source')
  @HttpCode(204)
  async hear(
    @Param('source') name: string,
    @Headers() headers: IncomingHttpHeaders,
    @Body() body: unknown,
    @Req() request: Request,
    @RequestOrigin() { ip }: Origin,
  ): Promise<void> {
    const source = sources.find((known) => known.name === name);
    const secrets = source?.secretOf(this.options)?.split(',') ?? [];
    if (!source || secrets.length === 0) throw new Refusal(houseProblems.notFound);
    await this.limits.consume('house.mail-webhooks', ip, FROM_ONE_ADDRESS);
    const telling = { headers, raw: rawBodyOf(request), body, now: this.clock.now() };
    // Two while one takes the place of the other.
    const onlyOnce = secrets.map((secret) => source.check(telling, secret)).find((found) => found !== undefined);
    if (onlyOnce === undefined) {
      this.news.refused(name);
      await this.limits.consume('house.mail-webhooks-unsigned', ip, UNSIGNED);
      throw new Refusal(houseMachineProblems.webhookUnsigned);
    }
    await this.news.hear(name, onlyOnce, read(source, body));
  }
}

function read(source: NewsSource, body: unknown): MailNews[] {
  try {
    return source.read(body);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const errors = Object.fromEntries(error.issues.slice(0, 20).map(({ path, message }) => [path.join('.'), message]));
    throw new Refusal(houseProblems.invalidRequest, { errors });
  }
}
