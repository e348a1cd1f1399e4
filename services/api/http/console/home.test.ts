import { expect, it } from 'vitest';

import { homePage } from './home.ts';

it('the page holds its nonce, no script and nothing unescaped', () => {
  const page = homePage({ version: '<b>"1"&', nonce: 'abc123' });
  expect(page).toContain('<style nonce="abc123">');
  expect(page).toContain('Version &lt;b&gt;&quot;1&quot;&amp;');
  expect(page).not.toMatch(/<script|style=| on[a-z]+=/);
  expect(page).toContain('href="/api/openapi.json"');
});
