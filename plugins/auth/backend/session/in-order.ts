interface Turn<T> {
  readonly what: string;
  readonly result: Promise<T>;
}

/**
 * Work on one thing, one after the other in the order it came; those who ask for the same while it is under way share
 * its result. What waits elsewhere, such as for a connection of a pool, can then not be overtaken by what came later.
 */
export class InOrder<T> {
  private readonly last = new Map<string, Turn<T>>();

  run(thing: string, what: string, work: () => Promise<T>): { readonly first: boolean; readonly result: Promise<T> } {
    const before = this.last.get(thing);
    if (before?.what === what) return { first: false, result: before.result };
    const result = before ? before.result.then(work, work) : work();
    const turn = { what, result };
    this.last.set(thing, turn);
    const leave = () => {
      if (this.last.get(thing) === turn) this.last.delete(thing);
    };
    result.then(leave, leave);
    return { first: true, result };
  }
}
