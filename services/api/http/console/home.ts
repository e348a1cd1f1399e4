const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** The page at `/`: plain HTML that works without script, its style allowed by the reply's nonce. */
export const homePage = (page: {
  readonly version: string;
  readonly nonce: string;
}): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chobo</title>
<style nonce="${escapeHtml(page.nonce)}">
body { font-family: system-ui, sans-serif; line-height: 1.6; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
a { color: #0b4a94; }
code { background: #f2f2f2; padding: 0.1em 0.3em; }
</style>
</head>
<body>
<main>
<h1>Chobo <small lang="ja">帳簿</small></h1>
<p>The back office of prepaid data SIM top-ups: every top-up, refund and expiry is an event,
and every day is reconciled with the files of carriers and payment providers.</p>
<ul>
<li><a href="/health/ready">State of this server</a></li>
<li><a href="/api/openapi.json">API document (OpenAPI)</a></li>
</ul>
<p>On the command line: <code>npm run --silent chobo -- --help</code></p>
<p>Version ${escapeHtml(page.version)}</p>
</main>
</body>
</html>
`;
