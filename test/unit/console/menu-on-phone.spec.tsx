import { act, fireEvent, render, screen } from '@testing-library/react';
import { AdminContext, memoryStore, useSidebarState } from 'react-admin';
import { MemoryRouter } from 'react-router-dom';
import { useMenuOnPhone } from '../../../console/useMenuOnPhone.js';

let isNarrow = false;
const listeners = new Set<() => void>();

/** As the browser tells it when a window is made smaller or a device is turned. */
function becomes(narrow: boolean) {
  isNarrow = narrow;
  act(() => {
    for (const listener of listeners) listener();
  });
}

function Page() {
  useMenuOnPhone();
  const [isOpen, setOpen] = useSidebarState();
  return (
    <button type="button" onClick={() => setOpen(!isOpen)}>
      {isOpen ? 'open' : 'closed'}
    </button>
  );
}

const menu = () => screen.getByRole('button').textContent;
const toggle = () => fireEvent.click(screen.getByRole('button'));

describe('the menu', () => {
  beforeEach(() => {
    isNarrow = false;
    window.matchMedia = ((query: string) => ({
      media: query,
      get matches() {
        return isNarrow;
      },
      addEventListener: (_: string, listener: () => void) => listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
      addListener: (listener: () => void) => listeners.add(listener),
      removeListener: (listener: () => void) => listeners.delete(listener),
    })) as unknown as typeof window.matchMedia;
  });

  const open = () =>
    render(
      <MemoryRouter>
        <AdminContext store={memoryStore()}>
          <Page />
        </AdminContext>
      </MemoryRouter>,
    );

  it('does not lie over a page that becomes narrow, and is back when there is room', () => {
    open();
    expect(menu()).toBe('open');
    becomes(true);
    expect(menu()).toBe('closed');
    toggle();
    expect(menu()).toBe('open');
    becomes(false);
    expect(menu()).toBe('open');
  });

  it('stays closed for who closed it', () => {
    open();
    toggle();
    becomes(true);
    becomes(false);
    expect(menu()).toBe('closed');
  });

  it('is there when a phone is turned', () => {
    isNarrow = true;
    open();
    expect(menu()).toBe('closed');
    becomes(false);
    expect(menu()).toBe('open');
  });
});
