/** `polling` when the stream cannot be had; `paused` while nobody is here. */
export type LiveState = 'live' | 'polling' | 'paused';

/** What the API tells of a change. */
export type Change = { readonly position: string | null; readonly lists: readonly string[] };

/** What live updates need of the page around them; tests bring their own. */
export type LiveMeans = {
  /** Opens the stream of changes after a position. */
  readonly open: (since: string | null) => EventSource;
  /** Asks for the change since a position. */
  readonly ask: (since: string | null) => Promise<Change>;
  /** Called with the lists that moved; null when it is not known which. */
  readonly onMoved: (lists: readonly string[] | null) => void;
  readonly onState: (state: LiveState) => void;
  readonly isHidden: () => boolean;
};

/** The stream says every 15 s that it is there; without a word for this long it is not, ms. */
const SILENT_MS = 40_000;
/** How often changes are asked for without a stream, and then a new stream is tried, ms. */
const POLL_MS = 30_000;
/** After this long without a hand at the page nobody is here: a session may end by itself, ms. */
const AWAY_MS = 10 * 60_000;
/** How often the clock is looked at, ms. */
const LOOK_MS = 5_000;

/** Live updates of one page of the console. */
export type LiveUpdates = {
  /** Somebody did something on the page. */
  readonly touched: () => void;
  /** The page was hidden or shown. */
  readonly visibilityChanged: () => void;
  readonly stop: () => void;
};

/**
 * Holds one stream of changes while the page is seen and somebody is at it. A
 * hidden page holds none: browsers allow few connections, and what changed
 * meanwhile is told on coming back, from the last position. Where no stream can
 * be had, changes are asked for.
 */
export const startLiveUpdates = (means: LiveMeans): LiveUpdates => {
  let source: EventSource | null = null;
  let position: string | null = null;
  let heardMs = Date.now();
  let touchedMs = Date.now();
  let polledMs = 0;
  let state: LiveState | null = null;
  let stopped = false;

  const become = (next: LiveState): void => {
    if (state === next || stopped) return;
    state = next;
    means.onState(next);
  };

  const take = (change: Change): void => {
    if (stopped) return;
    if (change.position !== null) position = change.position;
    if (change.lists.length > 0) means.onMoved(change.lists);
  };

  const close = (): void => {
    source?.close();
    source = null;
  };

  const open = (): void => {
    close();
    heardMs = Date.now();
    const opened = means.open(position);
    source = opened;
    const heard = (): void => {
      heardMs = Date.now();
      become('live');
    };
    opened.addEventListener('open', heard);
    opened.addEventListener('alive', heard);
    opened.addEventListener('changes', (event: MessageEvent<string>) => {
      heard();
      take(JSON.parse(event.data) as Change);
    });
    // The next read finds that the session is over, and asks for the password.
    opened.addEventListener('ended', () => {
      close();
      means.onMoved(null);
      become('polling');
    });
    opened.addEventListener('error', () => {
      become('polling');
      // A browser that gave up does not come back by itself.
      if (opened.readyState === EventSource.CLOSED && source === opened) source = null;
    });
  };

  const poll = async (): Promise<void> => {
    polledMs = Date.now();
    try {
      take(await means.ask(position));
      if (source === null && !stopped) open();
    } catch {
      // Asked again the next time; the reads of the page say what is wrong.
      become('polling');
    }
  };

  const look = (): void => {
    const now = Date.now();
    if (means.isHidden() || now - touchedMs > AWAY_MS) {
      close();
      become('paused');
      return;
    }
    if (source !== null && now - heardMs > SILENT_MS) {
      close();
      become('polling');
    }
    if (state !== 'live' && now - polledMs > POLL_MS) void poll();
  };

  const comeBack = (): void => {
    if (state === 'paused' && !means.isHidden()) {
      open();
      become('live');
    }
  };

  const timer = setInterval(look, LOOK_MS);
  if (means.isHidden()) become('paused');
  else open();
  polledMs = Date.now();

  return {
    touched: () => {
      touchedMs = Date.now();
      comeBack();
    },
    visibilityChanged: () => {
      if (!means.isHidden()) touchedMs = Date.now();
      if (means.isHidden()) look();
      else comeBack();
    },
    stop: () => {
      stopped = true;
      clearInterval(timer);
      close();
    },
  };
};
