import type { TransportType } from '@nestjs-modules/mailer';

/** Pooled connections with short ends: a server that hangs costs one attempt, not a worker. */
export function smtpTransport(smtpUrl: string | undefined): TransportType {
  if (smtpUrl === undefined) return { jsonTransport: true };
  return {
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    maxMessages: 100,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  };
}
