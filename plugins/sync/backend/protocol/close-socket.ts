import type { SyncClosing } from '../../names.js';

/** Thrown anywhere under a frame: the socket it came by is closed with this code and reason. */
export class CloseSocket extends Error {
  constructor(
    readonly closing: SyncClosing,
    /** For the log, never sent. */
    detail?: string,
    options?: ErrorOptions,
  ) {
    super(detail ?? closing.reason, options);
    this.name = 'CloseSocket';
  }
}
