import { fireEvent, screen, waitFor } from '@testing-library/react';
import Profile from '../../../plugins/auth/portal/profile/Profile.js';
import { fakeApi, renderInPortal } from './portal-around.js';

const named = (name: string) => ({ id: 'u1', name, email: 'mia@example.org' });
const field = () => screen.getByLabelText('Your name');

afterEach(() => sessionStorage.clear());

describe('the name on the profile', () => {
  it('stays said to be saved when the account comes back with it', async () => {
    const patch = jest.fn().mockResolvedValue({});
    const { again } = renderInPortal(<Profile />, { api: fakeApi({ patch }), person: named('Mia') });
    fireEvent.change(field(), { target: { value: 'Mia Berg' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved.');
    expect(patch).toHaveBeenCalledWith('/api/auth/me', { name: 'Mia Berg' });
    again({ person: named('Mia Berg') });
    expect(screen.getByText('Saved.')).toBeVisible();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled());
    expect(sessionStorage).toHaveLength(0);
  });

  it('follows what another device made of it, unless somebody types here', () => {
    const { again } = renderInPortal(<Profile />, { person: named('Mia') });
    again({ person: named('Mia from afar') });
    expect(field()).toHaveValue('Mia from afar');
    fireEvent.change(field(), { target: { value: 'Mia typing' } });
    again({ person: named('Mia once more') });
    expect(field()).toHaveValue('Mia typing');
  });

  it('outlives the end of a session half-typed, for this person alone', () => {
    const first = renderInPortal(<Profile />, { person: named('Mia') });
    fireEvent.change(field(), { target: { value: 'Mia half' } });
    first.unmount();
    const other = renderInPortal(<Profile />, { person: { ...named('Noa'), id: 'u2' } });
    expect(field()).toHaveValue('Noa');
    other.unmount();
    renderInPortal(<Profile />, { person: named('Mia') });
    expect(field()).toHaveValue('Mia half');
  });
});
