/** The last segment of an archive: where everything lies. Itself compressed and encrypted, since it names workspaces. */
import { z } from 'zod';

const count = z.int().min(0);

/** Where a block lies, how long it is, and the SHA-256 (base64) of it as it lies there. */
export const blockEntry = z.tuple([count, count, z.string()]);

export const segmentEntry = z.object({
  number: count,
  /** `instance`, or the workspace's id. */
  name: z.string(),
  blocks: z.array(blockEntry),
  /** In the order in which they stand in the segment: table, rows, bytes of its rows. */
  tables: z.array(z.tuple([z.string(), count, count])),
  /**
   * Of a workspace with a log: how far it goes, and under which id. With `from`, only what came after it is here; what came
   * before is in the backup on which this one stands.
   */
  log: z.object({ storeId: z.string(), backendId: z.string(), head: count, from: count.optional() }).optional(),
});
export type SegmentEntry = z.infer<typeof segmentEntry>;

export const archiveIndex = z.object({ segments: z.array(segmentEntry) });
export type ArchiveIndex = z.infer<typeof archiveIndex>;
