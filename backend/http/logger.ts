import { type Logger, pino } from 'pino';

/** Members that must never reach a log, wherever somebody logs an object that holds them. */
const REDACTED = ['password', 'token', 'accessToken', 'refreshToken', 'ticket', 'authorization', 'cookie'];

/** Lines of JSON to standard output (1) or standard error (2). */
export function createLogger(level: string, to: 1 | 2 = 1): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: [...REDACTED, ...REDACTED.map((name) => `*.${name}`)], censor: '[redacted]' },
    },
    pino.destination({ dest: to, sync: true }),
  );
}
