/**
 * A folder. Each object is written beside its place, flushed to the disk, and put there by one atomic step. The folder
 * itself is flushed with what is written by {@link LocalFolder.writeNew}: the manifest, before which nothing counts.
 */
import { createReadStream, createWriteStream, fdatasync, type WriteStream } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { uuidv7 } from 'uuidv7';
import {
  type BackupTarget,
  type StoredObject,
  type TargetAddress,
  type TargetFacts,
  TargetFailure,
} from './backup-target.js';

/** Stands in the name of what is not complete. */
const PARTIAL = '.partial-';
/** What is written before the disk is asked to have it. */
const FLUSH_BYTES = 6 << 20;

export class LocalFolder implements BackupTarget {
  readonly name = 'local';

  constructor(readonly place: string) {}

  get address(): TargetAddress {
    return { kind: 'folder', place: this.place };
  }

  async probe(): Promise<TargetFacts> {
    const key = `probe-${uuidv7()}`;
    await this.writeNew(key, Buffer.from('probe'));
    const again = await this.writeNew(key, Buffer.from('again')).catch((error: TargetFailure) => error);
    const back = await this.read(key, 0, 5);
    await this.remove([key]);
    if (!(again instanceof TargetFailure) || again.code !== 'exists' || back.toString() !== 'probe') {
      throw new TargetFailure('target_unreachable', `The folder ${this.place} does not keep what is written into it.`);
    }
    return { conditionalWrites: true, detail: this.place };
  }

  async write(key: string, body: Readable, signal: AbortSignal): Promise<StoredObject> {
    const file = this.file(key);
    const partial = `${file}${PARTIAL}${uuidv7()}`;
    return await telling(key, async () => {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      try {
        const written = createWriteStream(partial, { mode: 0o600, flush: true });
        flushMeanwhile(written);
        await pipeline(body, written, { signal });
        await rename(partial, file);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      return await this.stored(key);
    });
  }

  async writeNew(key: string, body: Buffer): Promise<StoredObject> {
    const file = this.file(key);
    const partial = `${file}${PARTIAL}${uuidv7()}`;
    return await telling(key, async () => {
      try {
        const handle = await openIn(path.dirname(file), partial);
        try {
          await handle.writeFile(body);
          await handle.sync();
        } finally {
          await handle.close();
        }
        // Unlike a rename it fails when there is something already.
        await link(partial, file);
      } finally {
        await rm(partial, { force: true });
      }
      const [stored] = await Promise.all([this.stored(key), flushFolder(path.dirname(file))]);
      return stored;
    });
  }

  async head(key: string): Promise<StoredObject | null> {
    return await telling(key, () => this.stored(key)).catch((error: unknown) => {
      if (error instanceof TargetFailure && error.code === 'not_found') return null;
      throw error;
    });
  }

  async read(key: string, offset: number, length: number): Promise<Buffer> {
    return await telling(key, async () => {
      const handle = await open(this.file(key), 'r');
      try {
        const bytes = Buffer.alloc(length);
        let filled = 0;
        while (filled < length) {
          const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
          if (bytesRead === 0) throw new TargetFailure('truncated', `${key} ends before byte ${offset + length}.`);
          filled += bytesRead;
        }
        return bytes;
      } finally {
        await handle.close();
      }
    });
  }

  async stream(key: string): Promise<Readable> {
    await telling(key, () => this.stored(key));
    return createReadStream(this.file(key));
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    for (const key of (await this.files(prefix)).sort()) {
      if (!key.startsWith(prefix) || key.includes(PARTIAL)) continue;
      const found = await this.head(key);
      if (found) yield found;
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await telling(key, () => rm(this.file(key), { force: true }));
      await this.removeEmptyFolder(path.dirname(this.file(key)));
    }
  }

  async cleanUp(prefix: string): Promise<void> {
    const left = (await this.files(prefix)).filter((key) => key.startsWith(prefix) && key.includes(PARTIAL));
    await this.remove(left);
  }

  /** Only the folder of the prefix is looked into: there may be thousands beside it. */
  private async files(prefix: string): Promise<string[]> {
    const folder = path.join(this.place, path.dirname(`${prefix}.`));
    const entries = await readdir(folder, {
      recursive: true,
      withFileTypes: true,
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.place, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  }

  private async removeEmptyFolder(folder: string): Promise<void> {
    if (folder === this.place) return;
    const left = await readdir(folder).catch(() => ['?']);
    if (left.length === 0) await rm(folder, { recursive: true, force: true });
  }

  private async stored(key: string): Promise<StoredObject> {
    const { size, mtime, mtimeMs } = await stat(this.file(key));
    return { key, bytes: size, modifiedAt: mtime, etag: `${size}-${mtimeMs}` };
  }

  private file(key: string): string {
    const file = path.resolve(this.place, key);
    if (!file.startsWith(`${path.resolve(this.place)}${path.sep}`)) throw new Error('A key leads out of the folder.');
    return file;
  }
}

/** A new file. Its folder is there as a rule: what a manifest tells of was written into it. */
async function openIn(folder: string, file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await open(file, 'wx', 0o600);
  }
}

/** So that little is left to wait for in the end. A disk tells of a failure once, so it is heeded here as well. */
function flushMeanwhile(file: WriteStream & { readonly fd?: number | null }): void {
  let flushed = 0;
  file.on('drain', () => {
    if (typeof file.fd !== 'number' || file.bytesWritten - flushed < FLUSH_BYTES) return;
    flushed = file.bytesWritten;
    fdatasync(file.fd, (error) => {
      if (error && error.code !== 'EBADF') file.destroy(error);
    });
  });
}

/** A rename is kept only when its folder is flushed as well. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function telling<T>(key: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new TargetFailure('exists', `There is a ${key} already.`, error);
    if (code === 'ENOENT') throw new TargetFailure('not_found', `There is no ${key}.`, error);
    if (code === 'ENOTDIR') {
      throw new TargetFailure('target_missing', 'Where the folder of the backups should be is something else.', error);
    }
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
      throw new TargetFailure('target_full', 'There is no room left in the folder of the backups.', error);
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      throw new TargetFailure('target_denied', 'The folder of the backups may not be written or read.', error);
    }
    throw error;
  }
}
