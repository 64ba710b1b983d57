import type pg from 'pg';

/** Work that is dealt out over several connections: one iterator, several takers. */
export async function eachOnce<Client extends pg.ClientBase, T>(
  clients: readonly Client[],
  items: Iterable<T>,
  act: (client: Client, item: T) => Promise<unknown>,
): Promise<void> {
  const queue = [...items].values();
  await Promise.all(
    clients.map(async (client) => {
      for (const item of queue) await act(client, item);
    }),
  );
}
