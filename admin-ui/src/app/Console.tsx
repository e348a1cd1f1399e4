import { CustomRoutes, Resource, type I18nProvider } from 'react-admin';
import { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, Route, RouterProvider } from 'react-router-dom';
import { useMemo } from 'react';

import { createDataProvider } from '../api/dataProvider';
import { ApiProblem } from '../api/problem';
import { createAuthProvider } from './authProvider';
import { ConsoleLayout } from './ConsoleLayout';
import { LoginPage } from './LoginPage';
import { GuardedPage } from '../parts/May';
import { NoAccess, NotFound } from '../parts/Nowhere';
import { PageFailure } from '../parts/PageFailure';
import { SECTIONS } from './sections';
import { ThemedAdmin } from './ThemedAdmin';

/** Worth asking again: nothing answered, or the server says that it will. */
const mayPass = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status >= 500);

const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (failures, error) => failures < 2 && mayPass(error) },
    },
  });

const resources = SECTIONS.flatMap((section) => section.resources ?? []);
const Home = SECTIONS.find((section) => section.home !== undefined)?.home;
const pages = SECTIONS.flatMap((section) => section.pages ?? []);

/** The whole console, at whatever address of it the browser is. */
export const Console = ({ i18nProvider }: { readonly i18nProvider: I18nProvider }) => {
  const router = useMemo(() => {
    const queries = createQueries();
    const dataProvider = createDataProvider(
      new Map(resources.map(({ name, source }) => [name, source])),
    );
    const authProvider = createAuthProvider(
      new Map(resources.map(({ name, permission }) => [name, permission])),
    );
    const page = (
      <ThemedAdmin
        accessDenied={NoAccess}
        authProvider={authProvider}
        catchAll={NotFound}
        {...(Home !== undefined && { dashboard: () => <Home /> })}
        dataProvider={dataProvider}
        disableTelemetry
        // Where not even the bar and the menu can be shown; the layout has its own.
        error={PageFailure}
        i18nProvider={i18nProvider}
        layout={ConsoleLayout}
        loginPage={LoginPage}
        queryClient={queries}
        requireAuth
        title="Chobo"
      >
        {resources.map(({ name, list, show }) => (
          <Resource
            key={name}
            name={name}
            {...(list !== undefined && { list })}
            {...(show !== undefined && { show })}
          />
        ))}
        <CustomRoutes>
          {pages.map(({ path, page: Page, permission }) => (
            <Route
              key={path}
              path={path}
              element={
                <GuardedPage permission={permission}>
                  <Page />
                </GuardedPage>
              }
            />
          ))}
        </CustomRoutes>
      </ThemedAdmin>
    );
    return createBrowserRouter([{ path: '*', element: page }]);
  }, [i18nProvider]);
  return <RouterProvider router={router} />;
};
