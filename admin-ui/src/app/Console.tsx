import { Admin, Resource, type I18nProvider } from 'react-admin';
import { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, RouterProvider } from 'react-router-dom';
import { useMemo } from 'react';

import { createDataProvider } from '../api/dataProvider';
import { ApiProblem } from '../api/problem';
import { BreakList } from '../resources/breaks/BreakList';
import { CardList } from '../resources/cards/CardList';
import { CardShow } from '../resources/cards/CardShow';
import { DayList } from '../resources/days/DayList';
import { DayShow } from '../resources/days/DayShow';
import { createAuthProvider } from './authProvider';
import { ConsoleLayout } from './ConsoleLayout';
import { LoginPage } from './LoginPage';
import { darkTheme, lightTheme } from './theme';

/** Worth asking again: nothing answered, or the server says that it will. */
const mayPass = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status >= 500);

const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (failures, error) => failures < 2 && mayPass(error) },
    },
  });

/** The whole console, at whatever address of it the browser is. */
export const Console = ({ i18nProvider }: { readonly i18nProvider: I18nProvider }) => {
  const router = useMemo(() => {
    const queries = createQueries();
    const dataProvider = createDataProvider();
    const authProvider = createAuthProvider();
    const page = (
      <Admin
        authProvider={authProvider}
        darkTheme={darkTheme}
        dataProvider={dataProvider}
        disableTelemetry
        i18nProvider={i18nProvider}
        layout={ConsoleLayout}
        loginPage={LoginPage}
        queryClient={queries}
        requireAuth
        theme={lightTheme}
        title="Chobo"
      >
        <Resource name="cards" list={CardList} show={CardShow} />
        <Resource name="reconciliation-days" list={DayList} show={DayShow} />
        <Resource name="breaks" list={BreakList} />
      </Admin>
    );
    return createBrowserRouter([{ path: '*', element: page }]);
  }, [i18nProvider]);
  return <RouterProvider router={router} />;
};
