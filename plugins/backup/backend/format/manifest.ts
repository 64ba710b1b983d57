/** The JSON that is written last: without it there is no backup. It names no workspace and no person. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { UnsoundManifest } from './unsound.js';

export const FORMAT_VERSION = 1;

export const manifestSchema = z.object({
  format: z.literal(FORMAT_VERSION),
  id: z.uuid(),
  /** `full`: everything; `workspace`: one of them; `events`: everything, but of logs only what was added since `base`. */
  kind: z.enum(['full', 'workspace', 'events']),
  base: z.uuid().optional(),
  /** Version of the plugins' contract. */
  kit: z.string(),
  createdAt: z.iso.datetime(),
  snapshot: z.object({ at: z.iso.datetime(), lsn: z.string(), server: z.string() }),
  /** Names of the migrations that had run, oldest first. */
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string(),
      plugin: z.string(),
      scope: z.enum(['instance', 'workspace']),
      columns: z.array(z.string()),
      rows: z.int(),
      bytes: z.int(),
      /** Of a workspace's rows, `events` holds only new ones. */
      grows: z.boolean().optional(),
    }),
  ),
  /** Tables whose rows are never in a backup. */
  excluded: z.array(z.string()),
  workspaces: z.int(),
  archive: z.object({
    /** Its key, beside the manifest. */
    name: z.string(),
    bytes: z.int(),
    /** SHA-256 (hex) over the hashes of all segments, by number, each of which is the one over its blocks' hashes. */
    sha256: z.string(),
  }),
  index: z.object({
    /** As in the index itself: where its blocks lie. */
    blocks: z.array(z.tuple([z.int(), z.int(), z.string()])),
  }),
  codec: z.string(),
  cipher: z.literal('aes-256-gcm'),
  noncePrefix: z.string(),
  key: z.object({ id: z.string(), wrapped: z.string() }),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** HMAC-SHA-256 with a key derived from the data key, so that a wrapped key that is replaced by a new ring still fits. */
export function signManifest(manifest: Manifest, signingKey: Buffer): string {
  return `${JSON.stringify({ manifest, signature: signatureOf(manifest, signingKey) })}\n`;
}

/** Its shape only: nothing of it is to be believed before {@link checkSignature}. */
export function readManifest(text: string): { manifest: Manifest; signature: string } {
  try {
    return z.object({ manifest: manifestSchema, signature: z.string() }).parse(JSON.parse(text));
  } catch (cause) {
    throw new UnsoundManifest('The manifest cannot be read, or is of another format.', { cause });
  }
}

export function checkSignature(manifest: Manifest, signature: string, signingKey: Buffer): void {
  const given = Buffer.from(signature, 'hex');
  const right = Buffer.from(signatureOf(manifest, signingKey), 'hex');
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    throw new UnsoundManifest('The manifest was changed after it was written.');
  }
}

/** Over everything but which key wraps the data key: re-wrapping it changes nothing of the backup. */
function signatureOf({ key: _, ...signed }: Manifest, signingKey: Buffer): string {
  return createHmac('sha256', signingKey).update(canonical(signed)).digest('hex');
}

/** Members by name, no spaces. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
