/** How blocks are made smaller, off the event loop. zstd where its native library loads, else brotli. */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { BLOCK_BYTES } from './layout.js';

export interface Codec {
  /** Stands in the first byte of a block. */
  readonly id: number;
  readonly name: 'zstd-1' | 'brotli-1';
  compress(text: Buffer): Promise<Buffer>;
  /** Throws when it is not what `compress` made. */
  decompress(packed: Buffer): Promise<Buffer>;
}

const pack = promisify(brotliCompress);
const unpack = promisify(brotliDecompress);

const brotli: Codec = {
  id: 2,
  name: 'brotli-1',
  compress: (text) =>
    pack(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 1,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  decompress: (packed) => unpack(packed, { maxOutputLength: 2 * BLOCK_BYTES }),
};

/** Takes half the time of level 3, for rows that are 3 % larger then. */
const LEVEL = 1;

let zstd: Promise<Codec | null> | undefined;

function loadZstd(): Promise<Codec | null> {
  zstd ??= import('@toondepauw/node-zstd').then(
    ({ Encoder, Decoder }) => {
      const encoder = new Encoder(LEVEL);
      const decoder = new Decoder();
      return {
        id: 1,
        name: `zstd-${LEVEL}` as const,
        compress: (text: Buffer) => encoder.encode(text),
        decompress: (packed: Buffer) => decoder.decode(packed),
      };
    },
    // No prebuilt library for this platform.
    () => null,
  );
  return zstd;
}

/** What new backups are written with on this machine. */
export async function bestCodec(): Promise<Codec> {
  return (await loadZstd()) ?? brotli;
}

export async function codecOf(id: number): Promise<Codec> {
  if (id === brotli.id) return brotli;
  const native = id === 1 ? await loadZstd() : null;
  if (native) return native;
  throw new Error(`This machine cannot read blocks of codec ${id}.`);
}
