import { Events } from '@purser/kit/backend/events';
import type { TestHouse } from '@purser/kit/testing/house';

/** Watches what these processes publish from now on; answers the payloads about one store, in their order. Restored with the mocks. */
export function watchPublished(houses: readonly TestHouse[]) {
  const publish = houses.map((house) => jest.spyOn(house.get<Events>(Events), 'publish'));
  return (name: string, { id }: { readonly id: string }) =>
    publish
      .flatMap(({ mock }) => mock.calls)
      .filter(([, event, payload]) => event.name === name && (payload as { storeId: string }).storeId === id)
      .map(([, , payload]) => payload);
}
