let aheadMs = 0;

/** The time in milliseconds since 1970 as the server has it: what a page says is so old is so for everybody. */
export const serverNow = (): number => Date.now() + aheadMs;

/**
 * Takes the server's clock from an answer, whose header tells whole seconds. A
 * browser that is right within these keeps its own: ages shown do not jump.
 */
export const noteServerClock = (date: string | null): void => {
  const ms = Date.parse(date ?? '');
  if (Number.isNaN(ms)) return;
  const ahead = ms - Date.now();
  aheadMs = Math.abs(ahead) < 5000 ? 0 : ahead;
};
