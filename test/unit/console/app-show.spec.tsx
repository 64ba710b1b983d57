import { AppShow } from '@purser/kit/console/ui/AppShow';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import {
  AdminContext,
  type DataProvider,
  HttpError,
  ResourceContextProvider,
  TextField,
  testDataProvider,
  useShowContext,
} from 'react-admin';
import { MemoryRouter, Route, Routes } from 'react-router-dom';

const boat = { id: '1', name: 'Petrel' };

function Again() {
  const { refetch } = useShowContext();
  return (
    <button type="button" onClick={() => void refetch()}>
      Look again
    </button>
  );
}

/** Answers, one after the other; the last one again and again. */
function page(...answers: (() => { data: typeof boat })[]) {
  const getOne = jest.fn(async () => (answers.length > 1 ? answers.shift() : answers[0])?.());
  const dataProvider = testDataProvider({ getOne } as unknown as Partial<DataProvider>);
  render(
    <MemoryRouter initialEntries={['/boats/1/show']}>
      <AdminContext dataProvider={dataProvider}>
        <ResourceContextProvider value="boats">
          <Routes>
            <Route path="/boats" element={<p>All boats</p>} />
            <Route
              path="/boats/:id/show"
              element={
                <AppShow>
                  <TextField source="name" />
                  <Again />
                </AppShow>
              }
            />
          </Routes>
        </ResourceContextProvider>
      </AdminContext>
    </MemoryRouter>,
  );
  return getOne;
}

const found = () => ({ data: boat });
const broken = () => {
  throw new HttpError('The database is away.', 503, { requestId: 'r-1' });
};
const gone = () => {
  throw new HttpError('There is no such thing.', 404);
};

describe('the page of a record', () => {
  // react-admin prints what a provider throws.
  beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  it('says in its place why it could not be loaded, and is there when the retry went well', async () => {
    page(broken, found);
    expect(await screen.findByRole('alert')).toHaveTextContent('This page could not be loaded');
    expect(screen.getByRole('alert')).toHaveTextContent('The database is away. Nothing was changed.Request r-1');
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Petrel')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says that there is nothing, and leads to the list', async () => {
    page(gone);
    expect(await screen.findByText(/There is nothing under this address/)).toBeVisible();
    fireEvent.click(screen.getByRole('link', { name: 'Back to the list' }));
    expect(await screen.findByText('All boats')).toBeVisible();
  });

  it('keeps what it knows when only a later look fails', async () => {
    const getOne = page(found, broken);
    expect(await screen.findByText('Petrel')).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
    await waitFor(() => expect(getOne).toHaveBeenCalledTimes(2));
    await act(async () => undefined);
    expect(screen.getByText('Petrel')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
