/** What the house tells every browser about itself, and the one rule that decides what is shown. */
import { z } from 'zod';

export { allowed, type Shown } from './allowed.js';

/** `GET /api/manifest`, public. */
export const manifestRecord = z.object({
  /** The product name people see. */
  product: z.string(),
  /** Names of the plugins that are switched on. */
  plugins: z.array(z.string()),
  /** Flags as they are for everyone (per-workspace overrides are looked up with the workspace). */
  flags: z.record(z.string(), z.boolean()),
  /** Where pages report errors to; absent when nowhere. A DSN allows sending, not reading. */
  reports: z.object({ dsn: z.url(), environment: z.string() }).optional(),
});
export type Manifest = z.infer<typeof manifestRecord>;
