import { onlineManager, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { makeQueryClient } from '../../../portal/signed-in/queryClient.js';

function Answer() {
  const { data } = useQuery({ queryKey: ['who'], queryFn: async () => 'Bert' });
  return <p>{data ?? 'nobody yet'}</p>;
}

const signIn = () =>
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <Answer />
    </QueryClientProvider>,
  );

function network(isThere: boolean): void {
  Object.defineProperty(navigator, 'onLine', { value: isThere, configurable: true });
  fireEvent(window, new Event(isThere ? 'online' : 'offline'));
}

describe('what a person asks the server', () => {
  it('is asked although the last person here left without a network', async () => {
    const anna = signIn();
    await screen.findByText('Bert');
    network(false);
    anna.unmount();
    network(true);
    expect(onlineManager.isOnline()).toBe(false);
    signIn();
    await screen.findByText('Bert');
  });
});
