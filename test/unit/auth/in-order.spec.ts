import { InOrder } from '../../../plugins/auth/backend/session/in-order.js';

const gate = () => {
  let open: (value: string) => void = () => undefined;
  const opened = new Promise<string>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

describe('work in order', () => {
  it('is shared by those who ask for the same while it is under way', async () => {
    const inOrder = new InOrder<string>();
    const { open, opened } = gate();
    let runs = 0;
    const work = () => {
      runs += 1;
      return opened;
    };
    const turns = Array.from({ length: 20 }, () => inOrder.run('session', 'token', work));
    open('successor');
    expect(await Promise.all(turns.map(({ result }) => result))).toEqual(Array(20).fill('successor'));
    expect(runs).toBe(1);
    expect(turns.filter(({ first }) => first)).toHaveLength(1);
  });

  it('waits for what came before on the same thing, and for nothing else', async () => {
    const inOrder = new InOrder<string>();
    const { open, opened } = gate();
    const done: string[] = [];
    const note = (name: string, after: Promise<unknown> = Promise.resolve()) =>
      after.then(() => {
        done.push(name);
        return name;
      });
    const first = inOrder.run('a', '1', () => note('a1', opened));
    const second = inOrder.run('a', '2', () => note('a2'));
    await inOrder.run('b', '1', () => note('b1')).result;
    open('');
    await Promise.all([first.result, second.result]);
    expect(done).toEqual(['b1', 'a1', 'a2']);
  });

  it('goes on after a failure, and keeps nothing', async () => {
    const inOrder = new InOrder<string>();
    const failed = inOrder.run('a', '1', () => Promise.reject(new Error('the database is away')));
    const next = inOrder.run('a', '2', async () => 'well');
    await expect(failed.result).rejects.toThrow('away');
    expect(await next.result).toBe('well');
    const again = inOrder.run('a', '2', async () => 'again');
    expect(again.first).toBe(true);
    expect(await again.result).toBe('again');
  });
});
