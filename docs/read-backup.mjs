#!/usr/bin/env node
// Reads a Purser backup without Purser: node read-backup.mjs <folder> [segment | --all] [table] > backup.sql
// <folder> holds manifest.json and the archive. BACKUP_KEYS is the ring it was written with. What comes out are COPY
// statements: `psql` takes them. Without a segment all of them are written; `--list` lists them. With a table its rows alone
// are: how a backup of kind `events` is put together with those before it (backup-format.md). Needs Node 20; blocks of codec 1 (zstd) also need `npm install @mongodb-js/zstd`. The format is told in backup-format.md.
import { createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const INDEX = 0xffffffff;
const [folder, segment, table] = process.argv.slice(2);
const wanted = segment === '--all' ? undefined : segment;
if (!folder)
  throw new Error('Say where the backup lies: node read-backup.mjs <folder> [segment | --all | --list] [table]');

const { manifest, signature } = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
if (manifest.format !== 1) throw new Error(`This reads format 1, and the backup is of format ${manifest.format}.`);
const dataKey = unwrap(manifest);
checkSignature();
const archive = await open(path.join(folder, path.basename(manifest.archive.name)), 'r');

const index = JSON.parse(Buffer.concat(await textOf(INDEX, manifest.index.blocks)).toString());
const rowsOf = new Map(manifest.tables.map(({ name }) => [name, 0]));
for (const { number, name, blocks, tables } of index.segments) {
  if (wanted === '--list') process.stdout.write(`${name}\t${tables.reduce((sum, [, rows]) => sum + rows, 0)} rows\n`);
  else if (wanted === undefined || wanted === name) {
    const text = Buffer.concat(await textOf(number, blocks)).toString('latin1');
    const part = new RegExp(`^COPY ${table} \\([^\\n]*\\n[^]*?^\\\\\\.\\n`, 'm');
    process.stdout.write(table ? (part.exec(text)?.[0] ?? '') : text, 'latin1');
    for (const [of, rows] of tables) rowsOf.set(of, (rowsOf.get(of) ?? 0) + rows);
  }
}
await archive.close();
if (wanted === undefined) {
  for (const { name, rows } of manifest.tables) {
    if (rowsOf.get(name) !== rows) throw new Error(`${rowsOf.get(name)} of ${rows} rows of ${name} are there.`);
  }
}

/** The data key: AES-256-GCM with a key of the ring; 12 bytes of nonce, the key, 16 bytes of tag. */
function unwrap({ id, key }) {
  const ring = new Map((process.env.BACKUP_KEYS ?? '').split(',').map((entry) => entry.trim().split(':')));
  const text = ring.get(key.id);
  if (!text) throw new Error(`BACKUP_KEYS does not hold the key "${key.id}".`);
  const wrapped = Buffer.from(key.wrapped, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(text, 'base64'), wrapped.subarray(0, 12));
  decipher.setAAD(Buffer.from(`${id}|${key.id}`));
  decipher.setAuthTag(wrapped.subarray(-16));
  return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
}

/** HMAC-SHA-256 over the manifest without `key`, its members sorted by name. */
function checkSignature() {
  const { key, ...signed } = manifest;
  const signingKey = Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'purser backup manifest', 32));
  const right = createHmac('sha256', signingKey).update(canonical(signed)).digest('hex');
  if (right !== signature) throw new Error('The manifest was changed after it was written.');
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

async function textOf(segment, blocks) {
  const texts = [];
  for (const [counter, [offset, length, hash]] of blocks.entries()) {
    const block = Buffer.alloc(length);
    await archive.read(block, 0, length, offset);
    const final = counter === blocks.length - 1;
    if (createHash('sha256').update(block).digest('base64') !== hash) throw new Error(`Block at ${offset} is damaged.`);
    texts.push(await openBlock(block, segment, counter, final));
  }
  return texts;
}

/** A block: codec (1 byte), length of the rest (4), ciphertext, tag (16). */
async function openBlock(block, segment, counter, final) {
  const codec = block.readUInt8(0);
  const nonce = Buffer.alloc(12);
  Buffer.from(manifest.noncePrefix, 'hex').copy(nonce);
  nonce.writeUInt32BE(segment, 3);
  nonce.writeUInt32BE(counter, 7);
  nonce.writeUInt8(final ? 1 : 0, 11);
  const decipher = createDecipheriv('aes-256-gcm', dataKey, nonce);
  decipher.setAAD(Buffer.from(`${manifest.id}|${segment}|${codec}`));
  decipher.setAuthTag(block.subarray(-16));
  const packed = Buffer.concat([decipher.update(block.subarray(5, -16)), decipher.final()]);
  if (codec === 2) return brotliDecompressSync(packed);
  const { decompress } = await import('@mongodb-js/zstd');
  return await decompress(packed);
}
