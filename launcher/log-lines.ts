/** The server's log: every line into a file, what needs a person's eye also onto the terminal. */
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const levels: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/** Nest tells every module and route at each start: kept in the file, not shown. */
const bootTalk = new Set(['NestFactory', 'InstanceLoader', 'RouterExplorer', 'RoutesResolver']);

export interface LogLines {
  follow(stream: Readable): void;
  /** The last lines, as a person reads them. */
  last(count: number): string[];
}

/** `from` is the lowest pino level that is shown. */
export function keepLog(file: string, from: number): LogLines {
  mkdirSync(path.dirname(file), { recursive: true });
  const out = createWriteStream(file, { flags: 'w' });
  const recent: string[] = [];
  return {
    follow(stream) {
      createInterface({ input: stream }).on('line', (line) => {
        out.write(`${line}\n`);
        const { level, text, isBootTalk } = readable(line);
        if (isBootTalk) return;
        recent.push(text);
        if (recent.length > 40) recent.shift();
        if (level >= from) console.log(`  ${text}`);
      });
    },
    last: (count) => recent.slice(-count),
  };
}

function readable(line: string): { level: number; text: string; isBootTalk: boolean } {
  try {
    const entry = JSON.parse(line) as {
      level?: number;
      time?: number | string;
      msg?: string;
      context?: string;
      err?: { stack?: string };
    };
    const time = new Date(entry.time ?? Date.now()).toTimeString().slice(0, 8);
    const level = entry.level ?? 30;
    const where = entry.context ? ` ${entry.context}:` : '';
    const cause = level >= 50 && entry.err?.stack ? `\n${entry.err.stack}` : '';
    return {
      level,
      text: `${time} ${levels[level] ?? level}${where} ${entry.msg ?? ''}${cause}`,
      isBootTalk: level <= 30 && bootTalk.has(entry.context ?? ''),
    };
  } catch {
    return { level: 40, text: line, isBootTalk: false };
  }
}
