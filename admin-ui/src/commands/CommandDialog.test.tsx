import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AdminContext, type AuthProvider } from 'react-admin';
import polyglotI18nProvider from 'ra-i18n-polyglot';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import en from '../i18n/en';
import { Read } from '../parts/Read';
import { CommandButton } from './CommandButton';

const i18nProvider = polyglotI18nProvider(() => en, 'en', [{ locale: 'en', name: 'English' }], {
  allowMissing: true,
});

const authProvider: AuthProvider = {
  login: () => Promise.resolve(),
  logout: () => Promise.resolve(),
  checkAuth: () => Promise.resolve(),
  checkError: () => Promise.resolve(),
  getPermissions: () => Promise.resolve([]),
};

type Asked = { method: string; headers: Record<string, string>; body?: string };

type Sent = { readonly url: string; readonly body: unknown; readonly key: string | undefined };

let sent: Sent[];
let answer: () => Promise<Response>;
/** What the page behind the dialog is answered. */
let view: () => Promise<Response>;

const json = (status: number, body: object): Promise<Response> =>
  Promise.resolve(Response.json(body, { status }));

beforeEach(() => {
  sent = [];
  sessionStorage.clear();
  answer = () => json(200, {});
  view = () => json(200, { status: 'requested' });
  vi.stubGlobal('fetch', (url: string, { method, headers, body }: Asked) => {
    if (method === 'GET') return view();
    sent.push({
      url,
      body: body === undefined ? null : (JSON.parse(body) as unknown),
      key: headers['idempotency-key'],
    });
    return answer();
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = (onDone = vi.fn()) => {
  const shown = render(
    <MemoryRouter>
      <AdminContext authProvider={authProvider} i18nProvider={i18nProvider}>
        <Read<{ status: string }> path="refunds/r-1">{({ status }) => <p>{status}</p>}</Read>
        <CommandButton
          command={({ reason }) => ({
            path: 'refunds/r-1/rejection',
            body: { reason },
            ifMatch: 3,
          })}
          confirm="Reject"
          draft="refund r-1 rejection"
          label="Reject …"
          onDone={onDone}
          reason="required"
          title="Reject the refund"
        />
      </AdminContext>
    </MemoryRouter>,
  );
  return { ...shown, onDone };
};

const open = async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Reject …' }));
  return user;
};

it('asks for words before it sends anything', async () => {
  show();
  const user = await open();
  await user.type(screen.getByRole('textbox', { name: /Reason/ }), '   ');
  await user.click(screen.getByRole('button', { name: 'Reject' }));
  expect(screen.getByText('Give a reason.')).toBeTruthy();
  expect(sent).toEqual([]);
});

it('sends once for two clicks, without the space around the words, and closes', async () => {
  const { onDone } = show();
  const user = await open();
  await user.type(screen.getByRole('textbox', { name: /Reason/ }), ' used already ');
  await user.dblClick(screen.getByRole('button', { name: 'Reject' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent).toMatchObject([
    { url: '/api/v1/refunds/r-1/rejection', body: { reason: 'used already' } },
  ]);
  expect(onDone).toHaveBeenCalledOnce();
});

it('closes onto a page that shows what was done', async () => {
  show();
  await screen.findByText('requested');
  const user = await open();
  await user.type(screen.getByRole('textbox', { name: /Reason/ }), 'used already');
  const waiting: ((answer: Response) => void)[] = [];
  view = () => new Promise((resolve) => waiting.push(resolve));
  await user.click(screen.getByRole('button', { name: 'Reject' }));
  await waitFor(() => expect(waiting).toHaveLength(1));
  expect(sent).toHaveLength(1);
  expect(screen.getByRole('dialog')).toBeTruthy();
  waiting[0]?.(Response.json({ status: 'rejected' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.getByText('rejected')).toBeTruthy();
});

it('keeps what was typed over a refusal, a closed dialog and a new page, until it is sent', async () => {
  const { unmount } = show();
  const user = await open();
  await user.type(screen.getByRole('textbox', { name: /Reason/ }), 'used already');
  answer = () =>
    json(409, {
      code: 'changed_meanwhile',
      requestId: 'req-7',
      facts: { changedBy: 'user:ren', changedAt: '2026-11-27T01:00:00Z', revision: '4' },
    });
  await user.click(screen.getByRole('button', { name: 'Reject' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('ren changed this at');
  expect(alert.textContent).toContain('10:00 JST');
  expect(alert.textContent).toContain('req-7');
  unmount();

  show();
  await open();
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Reason/ });
  expect(field.value).toBe('used already');
  answer = () => json(200, {});
  await user.click(screen.getByRole('button', { name: 'Reject' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await open();
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Reason/ }).value).toBe('');
});
