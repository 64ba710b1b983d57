/** The files of a built page, found once at the start: a path that is not among them is served by nobody. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const WORTH_COMPRESSING = new Set([
  '.html',
  '.js',
  '.mjs',
  '.css',
  '.json',
  '.svg',
  '.txt',
  '.wasm',
  '.ico',
  '.webmanifest',
]);
/** vite puts a hash of the content into these names. */
const HASHED = /^assets\/.*-[\w-]{8,}\.\w+$/;
const BROTLI_QUALITY = 8;

export type Encoding = 'br' | 'gzip' | 'identity';

const compress: Record<Exclude<Encoding, 'identity'>, (raw: Buffer) => Promise<Buffer>> = {
  br: (raw) => promisify(brotliCompress)(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (raw) => promisify(gzip)(raw, { level: 9 }),
};

export class PageFile {
  readonly type: string;
  readonly immutable: boolean;
  private readonly compressible: boolean;
  private readonly compressed = new Map<Encoding, Promise<Buffer>>();

  constructor(
    private readonly file: string,
    readonly name: string,
    readonly etag: string,
  ) {
    const extension = path.extname(name);
    this.type = TYPES[extension] ?? 'application/octet-stream';
    this.immutable = HASHED.test(name);
    this.compressible = WORTH_COMPRESSING.has(extension);
  }

  /** The best of what the browser accepts; compressed once and kept, as the set of files is small and fixed. */
  async body(accepts: (encoding: Encoding) => boolean): Promise<{ encoding: Encoding; bytes: Buffer }> {
    const encoding = this.compressible ? (['br', 'gzip'] as const).find(accepts) : undefined;
    if (!encoding) return { encoding: 'identity', bytes: await readFile(this.file) };
    let bytes = this.compressed.get(encoding);
    if (!bytes) {
      bytes = readFile(this.file).then(compress[encoding]);
      this.compressed.set(encoding, bytes);
      bytes.catch(() => this.compressed.delete(encoding));
    }
    return { encoding, bytes: await bytes };
  }
}

export class PageFiles {
  private constructor(private readonly files: ReadonlyMap<string, PageFile>) {}

  /** Undefined when there is no built page in this folder. */
  static in(folder: string): PageFiles | undefined {
    const files = new Map<string, PageFile>();
    try {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = path.join(entry.parentPath, entry.name);
        const name = path.relative(folder, file).split(path.sep).join('/');
        const etag = `"${createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 22)}"`;
        files.set(name, new PageFile(file, name, etag));
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return files.has('index.html') ? new PageFiles(files) : undefined;
  }

  get(name: string): PageFile | undefined {
    return this.files.get(name);
  }

  get index(): PageFile | undefined {
    return this.files.get('index.html');
  }
}
