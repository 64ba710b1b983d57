import { z } from 'zod';
import { operatorRole } from '../records.js';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** A limit counted in PostgreSQL: so many points in so many seconds. */
const limit = (points: number, seconds: number) =>
  z
    .object({
      points: z.number().int().positive().default(points),
      seconds: z.number().int().positive().default(seconds),
    })
    .prefault({});

/** How long a session lives. Seconds. */
const life = (idle: number, absolute: number) =>
  z
    .object({
      /** Ends when it was not refreshed for so long. */
      idle: z.number().int().positive().default(idle),
      /** Ends then in any case (NIST SP 800-63B-4 2.1.3, 2.2.3). */
      absolute: z.number().int().positive().default(absolute),
    })
    .refine((lives) => lives.idle <= lives.absolute, { error: 'idle must not be longer than absolute' })
    .prefault({});

export const authOptions = z.object({
  /**
   * Private signing keys, `<kid>:<PKCS#8 P-256 key in base64>`, several by commas. The first one signs, all of them
   * verify. Production refuses to start without; elsewhere keys are generated and kept in the database.
   * `pnpm purser keys rotate` prints the next value.
   */
  signingKeys: z.string().optional(),
  /** Life of an access token in seconds; at most ten minutes (SECURITY 2). */
  accessSeconds: z.number().int().min(1).max(600).default(600),
  /** How far the clocks of two processes may be apart (SECURITY 9). */
  clockToleranceSeconds: z.number().int().min(0).max(60).default(60),
  /**
   * For so many seconds after a refresh the token before it still gets the same successor, so that lost answers and
   * racing tabs sign nobody out (SECURITY 5). 0 switches that off.
   */
  refreshWindowSeconds: z.number().min(0).max(30).default(10),
  /** Refreshes of one session before 429; a 429 never ends it (SECURITY 23). */
  refreshLimit: limit(60, 5 * MINUTE),
  customers: life(14 * DAY, 30 * DAY),
  operators: life(30 * MINUTE, DAY),
  signIn: z
    .object({
      perAddress: limit(30, 5 * MINUTE),
      perAddressAndAccount: limit(10, 5 * MINUTE),
      /** From this failure on, each one blocks the account for twice as long as the one before. */
      backoffFrom: z.number().int().positive().default(5),
      backoffSeconds: z.number().positive().default(15),
      backoffMaxSeconds: z
        .number()
        .positive()
        .default(15 * MINUTE),
    })
    .prefault({}),
  /** Devices people signed in on before: they pass the backoff of their account, and bring no alert. */
  devices: z
    .object({
      /** So long after the last sign-in there a device is known. At most what browsers keep a cookie for. */
      days: z.number().int().positive().max(400).default(365),
      /** Of one person; the one unused for longest makes room. */
      most: z.number().int().positive().max(1000).default(50),
    })
    .prefault({}),
  /** Sign-ups, confirmations and requests for mails from one client address. */
  mailRequests: limit(30, 5 * MINUTE),
  /** The puzzle of sign-up, while the flag `auth.sign-up-proof-of-work` is on. */
  proofOfWork: z
    .object({
      /** Each one more makes it twice as hard; 16 take a browser about half a second. */
      bits: z.number().int().min(1).max(24).default(16),
      /** So long a puzzle may be handed in. */
      seconds: z
        .number()
        .int()
        .positive()
        .default(10 * MINUTE),
    })
    .prefault({}),
  confirm: z
    .object({
      linkSeconds: z.number().int().positive().default(DAY),
      codeSeconds: z
        .number()
        .int()
        .positive()
        .max(10 * MINUTE)
        .default(10 * MINUTE),
      /** A second mail to one address within this time is answered alike, but not sent. */
      cooldownSeconds: z.number().int().nonnegative().default(60),
    })
    .prefault({}),
  /** Life of "This wasn't me" in the alert about a sign-in on a new device. Seconds, at most seven days. */
  disownSeconds: z
    .number()
    .int()
    .positive()
    .max(7 * DAY)
    .default(7 * DAY),
  /** So long the former address can take a change of address back. Seconds, at most seven days. */
  undoSeconds: z
    .number()
    .int()
    .positive()
    .max(7 * DAY)
    .default(7 * DAY),
  hashing: z
    .object({
      /** Hashes computed at a time; 0 = one less than there are cores, at least one. Each takes 19 MiB. */
      concurrency: z.number().int().nonnegative().default(0),
      /** Hashes that may wait; more are refused with 503 at once (SECURITY 17). */
      queue: z.number().int().nonnegative().default(64),
      /** And so long at most; then 503 as well. */
      waitSeconds: z.number().positive().default(3),
      memoryKiB: z.number().int().min(19_456).default(19_456),
      passes: z.number().int().min(2).default(2),
    })
    .prefault({}),
  /**
   * What each role may do: permission names, `*` stands for anything, `!` takes away what an earlier entry gave.
   * Permissions of plugins that are added later fall under the same patterns. What shows operators something that customers
   * wrote is called `disclose-…`, and is for owners only.
   */
  roles: z.record(operatorRole, z.array(z.string()).readonly()).prefault({
    owner: ['*'],
    operator: ['*', '!auth.manage-operators', '!*.disclose-*'],
    support: [
      '*.read*',
      'auth.suspend-user',
      'auth.confirm-user',
      'auth.end-session',
      '*.manage-member*',
      '*.remove-member*',
      '*.manage-invitation*',
      '*.manage-mail*',
    ],
    auditor: ['*.read*'],
  }),
  /**
   * Mailbox of smoke tests, e.g. `smoke@example.org`. Accounts that sign up with a tag of it (`smoke+…@example.org`) are
   * counted nowhere and removed after an hour.
   */
  syntheticAddress: z.email().optional(),
  /** Ended sessions and spent tokens are kept so long, then deleted. Days. */
  keepEndedDays: z.number().int().positive().default(90),
});
export type AuthOptions = z.output<typeof authOptions>;
