import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AdminContext, DataTable, memoryStore, ResourceContextProvider } from 'react-admin';
import polyglotI18nProvider from 'ra-i18n-polyglot';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createDataProvider, listOf } from '../api/dataProvider';
import en from '../i18n/en';
import { ListPage } from '../parts/ListPage';
import * as downloads from './download';

const i18nProvider = polyglotI18nProvider(() => en, 'en', [{ locale: 'en', name: 'English' }], {
  allowMissing: true,
});

type Sent = { readonly method: string; readonly url: string; readonly body: unknown };

let sent: Sent[];
let views: { id: string; name: string; search: string }[];

beforeEach(() => {
  sent = [];
  views = [{ id: 'v-1', name: 'Mine', search: '?sort=iccid' }];
  vi.stubGlobal('fetch', (url: string, asked: { method: string; body?: string }) => {
    const body = asked.body === undefined ? null : (JSON.parse(asked.body) as unknown);
    sent.push({ method: asked.method, url, body });
    if (asked.method === 'DELETE') {
      views = [];
      return Promise.resolve(new Response(null, { status: 204 }));
    }
    if (url.includes('saved-views')) return Promise.resolve(Response.json({ data: views }));
    const data = [{ iccid: '8981', brand: 'harbor' }];
    const pageInfo = { hasNextPage: false, nextCursor: null };
    return Promise.resolve(Response.json({ data, pageInfo }));
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const show = async () => {
  const source = listOf<{ iccid: string }>('cards', ({ iccid }) => iccid);
  render(
    <MemoryRouter initialEntries={['/cards?filter={"brand":"harbor"}&sort=iccid&order=DESC']}>
      <AdminContext
        dataProvider={createDataProvider(new Map([['cards', source]]))}
        i18nProvider={i18nProvider}
        store={memoryStore()}
      >
        <ResourceContextProvider value="cards">
          <ListPage filters={[]} sort={{ field: 'iccid', order: 'ASC' }} titleKey="x">
            <DataTable.Col source="iccid" label="Number" />
            <DataTable.Col source="brand" label="Brand" />
          </ListPage>
        </ResourceContextProvider>
      </AdminContext>
    </MemoryRouter>,
  );
  await screen.findByText('8981');
  return userEvent.setup();
};

it(
  'exports what the list shows: its filter, its order, all of it',
  { timeout: 30_000 },
  async () => {
    const download = vi.spyOn(downloads, 'download').mockReturnValue();
    const user = await show();
    await user.click(screen.getByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(download).toHaveBeenCalledOnce());
    const address = new URL(download.mock.calls[0]?.[0] ?? '', 'http://localhost');
    expect(address.pathname).toBe('/api/v1/cards.csv');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      filter: '{"brand":"harbor"}',
      sort: '-iccid',
    });
    // The session is asked for first: a download could not begin it again.
    expect(sent.map(({ url }) => url)).toContain('/api/v1/me');
  },
);

it('keeps a search, offers those that are kept, and forgets one', { timeout: 30_000 }, async () => {
  const user = await show();
  await user.click(screen.getByRole('button', { name: 'Saved searches' }));
  const kept = await screen.findByRole('link', { name: 'Mine' });
  expect(kept.getAttribute('href')).toBe('/cards?sort=iccid');

  await user.type(screen.getByLabelText('Name for the present search'), ' Of Harbor ');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent.some(({ method }) => method === 'POST')).toBe(true));
  const body = sent.find(({ method }) => method === 'POST')?.body as { search: string };
  expect(body).toMatchObject({ list: 'cards', name: 'Of Harbor' });
  expect(new URLSearchParams(body.search).get('filter')).toBe('{"brand":"harbor"}');
  expect(new URLSearchParams(body.search).get('order')).toBe('DESC');

  await user.click(screen.getByRole('button', { name: 'Delete: Mine' }));
  await screen.findByText('No search of this list is saved yet.');
});

it('hides columns, but not the last one', { timeout: 30_000 }, async () => {
  const user = await show();
  await user.click(screen.getByRole('button', { name: 'Columns' }));
  await user.click(screen.getByRole('checkbox', { name: 'Brand' }));
  expect(screen.queryByText('harbor')).toBeNull();
  expect(screen.getByRole('checkbox', { name: 'Number' })).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('checkbox', { name: 'Brand' }));
  expect(screen.getByText('harbor')).toBeDefined();
});
