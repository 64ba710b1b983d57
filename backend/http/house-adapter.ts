import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express } from 'express';
import type { Admission } from './admission.js';

/** Nest's Express adapter over a server that lets in what it can answer, and makes requests as Express wants them. */
export class HouseAdapter extends ExpressAdapter {
  constructor(
    app: Express,
    private readonly admission: Admission,
  ) {
    super(app);
  }

  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    this.httpServer = createServer(bornExpress(app), this.admission.before(app));
  }
}

/**
 * Express gives every request and response another prototype when it comes, and from then on the engine knows nothing
 * about their shape: that alone costs more than all the rest Express does. Here they have it from the beginning, so
 * there is nothing to change.
 */
function bornExpress(app: Express) {
  class HouseRequest extends IncomingMessage {}
  class HouseResponse extends ServerResponse {}
  Object.setPrototypeOf(HouseRequest.prototype, app.request);
  Object.setPrototypeOf(HouseResponse.prototype, app.response);
  Object.assign(app, { request: HouseRequest.prototype, response: HouseResponse.prototype });
  return { IncomingMessage: HouseRequest, ServerResponse: HouseResponse };
}
