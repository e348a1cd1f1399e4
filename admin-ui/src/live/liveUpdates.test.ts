import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { startLiveUpdates, type LiveState } from './liveUpdates';

class Stream extends EventTarget {
  static readonly CLOSED = 2;
  readyState = 1;
  readonly since: string | null;
  constructor(since: string | null) {
    super();
    this.since = since;
  }
  close(): void {
    this.readyState = 2;
  }
  say(event: string, data: object = {}): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
  }
}

let streams: Stream[];
let states: LiveState[];
let moved: (readonly string[] | null)[];
let hidden: boolean;
const last = (): Stream => {
  const stream = streams.at(-1);
  if (stream === undefined) throw new Error('no stream was opened');
  return stream;
};
const openStreams = (): number => streams.filter(({ readyState }) => readyState !== 2).length;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
  [streams, states, moved, hidden] = [[], [], [], false];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const start = (ask = () => Promise.resolve({ position: 'p9', lists: ['cards'] })) =>
  startLiveUpdates({
    open: (since) => {
      const stream = new Stream(since);
      streams.push(stream);
      return stream as unknown as EventSource;
    },
    ask,
    onMoved: (lists) => moved.push(lists),
    onState: (state) => states.push(state),
    isHidden: () => hidden,
  });

it('tells which lists moved', () => {
  const live = start();
  last().say('changes', { position: 'p1', lists: [] });
  last().say('changes', { position: 'p2', lists: ['breaks'] });
  expect([states, moved]).toEqual([['live'], [['breaks']]]);
  live.stop();
  expect(openStreams()).toBe(0);
});

it('a hidden page holds no stream, and learns on coming back what it missed', () => {
  const live = start();
  last().say('changes', { position: 'p1', lists: [] });
  hidden = true;
  live.visibilityChanged();
  expect(openStreams()).toBe(0);
  hidden = false;
  live.visibilityChanged();
  expect([last().since, openStreams()]).toEqual(['p1', 1]);
  expect(states).toEqual(['live', 'paused', 'live']);
  live.stop();
});

it('pauses when nobody has been at the page for ten minutes, until somebody is', () => {
  const live = start();
  for (let minute = 0; minute < 12; minute += 1) {
    last().say('alive');
    vi.advanceTimersByTime(60_000 / 2);
    last().say('alive');
    vi.advanceTimersByTime(60_000 / 2);
  }
  expect(states.at(-1)).toBe('paused');
  expect(openStreams()).toBe(0);
  live.touched();
  expect([states.at(-1), openStreams()]).toEqual(['live', 1]);
  live.stop();
});

it('asks now and then where no stream can be had, and tries one again', async () => {
  const live = start();
  last().readyState = 2;
  last().dispatchEvent(new Event('error'));
  expect(states).toEqual(['polling']);
  await vi.advanceTimersByTimeAsync(36_000);
  expect(moved).toEqual([['cards']]);
  expect([last().since, openStreams()]).toEqual(['p9', 1]);
  last().say('alive');
  expect(states.at(-1)).toBe('live');
  live.stop();
});

it('a stream that says nothing counts as broken', async () => {
  const live = start(() => Promise.reject(new Error('away')));
  last().say('alive');
  await vi.advanceTimersByTimeAsync(46_000);
  expect([states.at(-1), openStreams()]).toEqual(['polling', 0]);
  live.stop();
});

it('an ended session lets the page find out', () => {
  const live = start();
  last().say('ended');
  expect(moved).toEqual([null]);
  expect(openStreams()).toBe(0);
  live.stop();
});
