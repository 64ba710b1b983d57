import type { TransportType } from '@nestjs-modules/mailer';

/** Pooled connections with short ends: a server that hangs costs one attempt, not a worker. */
export function smtpTransport(smtpUrl: string | undefined): TransportType {
  if (smtpUrl === undefined) return { jsonTransport: true };
  return {
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    maxMessages: 100,
    // The queue tries again, and writes down that it does; a pool that did so itself would send letters twice unseen.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    ...(tellsASecret(smtpUrl) && { requireTLS: true }),
  } as TransportType;
}

/** Else a server, or somebody between, that offers no TLS would get the password in the clear. */
function tellsASecret(smtpUrl: string): boolean {
  const { protocol, password, hostname } = new URL(smtpUrl);
  return protocol === 'smtp:' && password !== '' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
