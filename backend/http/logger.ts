import { type Logger, type LoggerOptions, pino } from 'pino';

/** Members that must never reach a log, wherever somebody logs an object that holds them. */
const REDACTED = ['password', 'token', 'accessToken', 'refreshToken', 'ticket', 'authorization', 'cookie'];

export function loggerOptions(level: string): LoggerOptions {
  return {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: factsOfError },
    redact: { paths: [...REDACTED, ...REDACTED.map((name) => `*.${name}`)], censor: '[redacted]' },
  };
}

/** Lines of JSON to standard output (1) or standard error (2). */
export function createLogger(level: string, to: 1 | 2 = 1): Logger {
  return pino(loggerOptions(level), pino.destination({ dest: to, sync: true }));
}

/** Not its other members: a failed query carries its values there. */
function factsOfError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message,
    stack,
    ...(code !== undefined && { code }),
    ...(cause instanceof Error && { cause: factsOfError(cause) }),
  };
}
