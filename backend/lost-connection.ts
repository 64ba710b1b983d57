import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/** Connection exceptions, a server that ends or begins, and what the network says. */
const LOST = /^(08...|57P0[123])$/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
/** No connection came free in time, or it broke under or before the statement: pg says so in words only. */
const IN_WORDS = /^Connection terminated|is not queryable$|^timeout exceeded when trying to connect$/;

/** A transaction's connection was lost between two of its statements: TypeORM has let go of it before the second. */
const LET_GO = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** The database was not reached or went away, so that the same may do well a moment later. */
export function isLostConnection(thrown: unknown): boolean {
  const code = codeOf(thrown);
  if (code !== undefined) return LOST.test(code) || NETWORK.has(code);
  if (LET_GO.some((kind) => thrown instanceof kind)) return true;
  return thrown instanceof Error && IN_WORDS.test(thrown.message);
}

/** Of PostgreSQL or the network. */
export function codeOf(thrown: unknown): string | undefined {
  const source = thrown instanceof QueryFailedError ? thrown.driverError : thrown;
  const code = (source as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
