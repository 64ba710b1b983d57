import { render, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { lazyPage, preloadPage } from '../../../portal/location/lazyPage.js';

const page = (text: string) => ({ load: async () => ({ default: () => <p>{text}</p> }) });

function show(placed: ReturnType<typeof page>) {
  const Page = lazyPage(placed);
  render(
    <Suspense fallback="on its way">
      <Page />
    </Suspense>,
  );
}

describe('a page that is loaded when it is opened', () => {
  it('takes a moment, unless it was loaded before: the way out must not', async () => {
    show(page('members'));
    expect(screen.getByText('on its way')).toBeInTheDocument();
    await screen.findByText('members');

    const signIn = page('why you stand here');
    await preloadPage(signIn);
    show(signIn);
    expect(screen.getByText('why you stand here')).toBeInTheDocument();
  });

  it('is the same one each time, loaded before or not', async () => {
    const opened = page('opened');
    const first = lazyPage(opened);
    await preloadPage(opened);
    expect(lazyPage(opened)).toBe(first);
  });

  it('is tried again when it could not be loaded before', async () => {
    let tries = 0;
    const flaky = {
      load: async () => {
        tries += 1;
        if (tries === 1) throw new Error('no network');
        return { default: () => <p>came after all</p> };
      },
    };
    await preloadPage(flaky);
    show(flaky);
    await screen.findByText('came after all');
  });
});
