import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { CoreAdminContext, memoryStore } from 'react-admin';
import { afterEach, expect, test } from 'vitest';

import { ShortcutHelp } from './ShortcutHelp';
import { SHORTCUTS_KEY } from './Shortcut';

afterEach(cleanup);

const show = (kept: Readonly<Record<string, unknown>> = {}): void => {
  render(
    <CoreAdminContext store={memoryStore({ ...kept })}>
      <ShortcutHelp />
    </CoreAdminContext>,
  );
};

const isOpen = (): boolean => screen.queryByRole('dialog') !== null;

test.each([
  ['with Shift, as on most keyboards', { shiftKey: true }, true],
  ['on a key of its own', {}, true],
  ['as a command of the browser', { shiftKey: true, ctrlKey: true }, false],
])('the question mark %s', (_, held, opens) => {
  show();
  fireEvent.keyDown(document.body, { key: '?', code: 'Slash', ...held });
  expect(isOpen()).toBe(opens);
});

test('who does without single keys is left alone', () => {
  show({ [SHORTCUTS_KEY]: false });
  fireEvent.keyDown(document.body, { key: '?', code: 'Slash', shiftKey: true });
  expect(isOpen()).toBe(false);
});
