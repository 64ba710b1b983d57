import { screen } from '@testing-library/react';
import { Forbidden } from '../../../portal/pages/Forbidden.js';
import { renderInPortal } from './portal-around.js';

it('names the roles in the language that was just chosen, while the document still says the old one', () => {
  document.documentElement.lang = 'en';
  const workspace = { id: 'w1', name: 'Harbour', role: 'viewer' };
  renderInPortal(<Forbidden roles={['owner', 'admin']} />, { workspace, locale: 'de' });
  expect(screen.getByText(/diese Seite ist für Inhaber oder Admin/)).toBeInTheDocument();
});
