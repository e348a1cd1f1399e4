import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { CoreAdminContext, memoryStore } from 'react-admin';
import { afterEach, expect, test, vi } from 'vitest';

import { ShortcutHelp } from './ShortcutHelp';
import { Shortcut } from './Shortcut';
import { SHORTCUTS_KEY } from './usePlainKey';

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

test.each([
  ['as on an American keyboard', '/', { key: '/', code: 'Slash' }, true],
  ['as on a German one', '/', { key: '/', code: 'Digit7', shiftKey: true }, true],
  ['not by its American place', '/', { key: '-', code: 'Slash' }, false],
  ['while kana are typed', 'a', { key: 'ち', code: 'KeyA' }, true],
  ['not with Shift', 'a', { key: 'A', code: 'KeyA', shiftKey: true }, false],
  ['not as a command of the browser', '/', { key: '/', code: 'Slash', ctrlKey: true }, false],
])('a key works %s', (_, keys, pressed, works) => {
  const onTrigger = vi.fn();
  render(
    <CoreAdminContext store={memoryStore()}>
      <Shortcut keys={keys} label="Search" onTrigger={onTrigger} />
    </CoreAdminContext>,
  );
  fireEvent.keyDown(document.body, pressed);
  fireEvent.keyUp(document.body, pressed);
  expect(onTrigger).toHaveBeenCalledTimes(works ? 1 : 0);
});

test('who does without single keys is left alone', () => {
  show({ [SHORTCUTS_KEY]: false });
  fireEvent.keyDown(document.body, { key: '?', code: 'Slash', shiftKey: true });
  expect(isOpen()).toBe(false);
});
