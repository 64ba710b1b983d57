/** What a process of the engine is told to do, and what it says: messages between two processes. */
import type { DeclaredTable } from '../export/declared-tables.js';
import type { ArchiveAnswer, ArchiveOrder } from '../export/write-archive.js';
import type { Failure } from '../failure.js';
import type { BackupPart } from '../format/open-backup.js';
import type { Counted } from '../progress/progress-meter.js';
import type { Loaded } from '../restore/count-check.js';
import type { Verified } from '../run/verification.js';
import type { TargetAddress } from '../target/backup-target.js';

interface Orders {
  /** What a snapshot holds, into an archive. */
  write: ArchiveOrder & {
    readonly database: string;
    readonly snapshot: string | null;
    readonly connections: number;
  };
  /** Every block of a backup is read, and every row counted. */
  verify: { readonly parts: readonly BackupPart[] };
  /** The rows of a backup, into the tables of a schema. */
  load: {
    readonly parts: readonly BackupPart[];
    readonly database: string;
    readonly schema: string;
    readonly tables: readonly DeclaredTable[];
  };
}

interface Answers {
  write: ArchiveAnswer;
  verify: Verified;
  load: Loaded;
}

export type Act = keyof Orders;
export type OrderOf<A extends Act> = { readonly act: A; readonly target: TargetAddress } & Orders[A];
export type Order = { [A in Act]: OrderOf<A> }[Act];
export type AnswerOf<A extends Act> = Answers[A];

export interface Said {
  readonly counted?: Counted;
  /** Why a request to the target was sent again. */
  readonly retried?: string;
  readonly answer?: Answers[Act];
  /** With the stack, for the log. */
  readonly failure?: Failure & { readonly stack?: string };
}
