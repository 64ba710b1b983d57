import { ConsoleFactsProvider, entriesShown } from '@purser/kit/console/facts';
import type { Manifest } from '@purser/kit/manifest';
import { QueryClient } from '@tanstack/react-query';
import { Admin, CustomRoutes, Resource } from 'react-admin';
import { createBrowserRouter, Route, RouterProvider } from 'react-router-dom';
import { authProvider } from './authProvider.js';
import { Dashboard } from './Dashboard.js';
import { dataProvider } from './dataProvider.js';
import { Layout } from './Layout.js';
import { Login } from './Login.js';
import { plugins } from './plugins.js';
import { darkTheme, lightTheme } from './theme.js';

const queryClient = new QueryClient();
// Else react-admin shows an endless skeleton while the browser is offline.
queryClient.setQueryDefaults(['auth'], { networkMode: 'always', staleTime: 30_000 });

function House({ manifest }: { manifest: Manifest }) {
  const facts = { manifest, plugins };
  return (
    <ConsoleFactsProvider value={facts}>
      <Admin
        title={`${manifest.product} console`}
        authProvider={authProvider}
        dataProvider={dataProvider}
        queryClient={queryClient}
        layout={Layout}
        loginPage={Login}
        dashboard={Dashboard}
        lightTheme={lightTheme}
        darkTheme={darkTheme}
        requireAuth
        disableTelemetry
      >
        {(permissions: string[] = []) => [
          ...entriesShown('resources', facts, permissions).map((entry) => (
            <Resource
              key={entry.name}
              name={entry.name}
              options={{ label: entry.label }}
              icon={entry.icon}
              list={entry.list}
              show={entry.show}
              edit={entry.edit}
              create={entry.create}
              recordRepresentation={entry.recordRepresentation}
            />
          )),
          <CustomRoutes key="pages">
            {entriesShown('pages', facts, permissions).map((page) => (
              <Route key={page.path} path={page.path} element={<page.component />} />
            ))}
          </CustomRoutes>,
        ]}
      </Admin>
    </ConsoleFactsProvider>
  );
}

export function Console({ manifest }: { manifest: Manifest }) {
  const router = createBrowserRouter([{ path: '*', element: <House manifest={manifest} /> }], { basename: '/console' });
  return <RouterProvider router={router} />;
}
