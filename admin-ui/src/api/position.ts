/** How long a reader asks for its own last write, in ms; by then every view has it. */
const KEPT_MS = 60_000;

let last: { readonly position: string; readonly untilMs: number } | null = null;

/** Remembers where in the log the last command of this console stands. */
export const rememberPosition = (position: string): void => {
  last = { position, untilMs: Date.now() + KEPT_MS };
};

/** The address of a view, asked for as of the last command at least. */
export const withPosition = (path: string): string => {
  if (last === null || last.untilMs < Date.now()) return path;
  return `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(last.position)}`;
};
