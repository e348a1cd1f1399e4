/**
 * Passes on what an iterable gives, always asking for the next while the last
 * is being worked on: the log is read and parsed while PostgreSQL writes.
 */
export async function* readAhead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const item = await next;
      if (item.done === true) return;
      next = iterator.next();
      yield item.value;
    }
  } finally {
    // When the consumer stops early, nobody else waits for what was asked for.
    next.catch(() => undefined);
    await iterator.return?.();
  }
}
