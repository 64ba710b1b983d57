import { type Logger, pino } from 'pino';

/** Members that must never reach a log, wherever somebody logs an object that holds them. */
const REDACTED = ['password', 'token', 'accessToken', 'refreshToken', 'ticket', 'authorization', 'cookie'];

export function createLogger(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...REDACTED, ...REDACTED.map((name) => `*.${name}`)], censor: '[redacted]' },
  });
}
