import { spawnSync } from 'node:child_process';

/** Ids of the processes that this one has started; `holding` stands in their command line. */
export function childrenOf(parent = 0, holding = ''): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '' && line.includes(holding))
    .map((line) => Number.parseInt(line, 10));
}
