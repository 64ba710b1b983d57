/** TypeScript to JavaScript, file by file: only what changed since the last time, and nothing that has no source left. */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transformFile } from '@swc/core';
import { LaunchRefusal } from '../refusal.js';
import {
  changesBetween,
  isCommonSource,
  type Part,
  recordBuilt,
  root,
  sourcesOf,
  stampsBuilt,
  stampsNow,
} from './sources.js';

type CompiledPart = Extract<Part, 'server' | 'kit' | 'client'>;

const outputs: Record<CompiledPart, (file: string) => string> = {
  server: (file) => `dist/${file}`,
  kit: (file) => `plugins/kit/dist/${file.slice('plugins/kit/'.length)}`,
  client: (file) => `client/dist/${file.slice('client/'.length)}`,
};

const isTypeScript = (file: string) => /\.tsx?$/.test(file);
const asJavaScript = (file: string) => file.replace(/\.tsx?$/, '.js');

/** Answers how many files were written. */
export async function compile(part: CompiledPart): Promise<number> {
  const before = stampsBuilt(part);
  const now = stampsNow(part);
  const changed = changesBetween(before, now);
  const sources = new Set(sourcesOf(part));
  const due = changed.some(isCommonSource) ? [...sources] : changed.filter((file) => sources.has(file));
  const gone = changed.filter((file) => !sources.has(file) && !isCommonSource(file));
  const written = due.filter((file) => !file.endsWith('package.json') && !file.endsWith('.md'));
  const faults: string[] = [];
  await Promise.all(
    written.map((file) =>
      emit(file, path.join(root, outputs[part](file))).catch((error: Error) =>
        faults.push(`${file}: ${error.message}`),
      ),
    ),
  );
  await Promise.all(gone.map((file) => rm(path.join(root, outputs[part](asJavaScript(file))), { force: true })));
  if (faults.length > 0) throw new LaunchRefusal(`The ${part} does not compile.\n\n${faults.join('\n')}`);
  recordBuilt(part, now);
  return written.length;
}

async function emit(file: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  if (!isTypeScript(file)) return copyFile(path.join(root, file), target);
  const out = asJavaScript(target);
  const { code, map } = await transformFile(path.join(root, file), {
    configFile: path.join(root, '.swcrc'),
    sourceFileName: path.relative(path.dirname(out), path.join(root, file)),
    outputPath: out,
  });
  await writeFile(out, `${code}\n//# sourceMappingURL=${path.basename(out)}.map\n`);
  if (map) await writeFile(`${out}.map`, map);
}
